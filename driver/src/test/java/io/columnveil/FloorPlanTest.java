package io.columnveil;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.plantuml.rules.PlantUmlArchCondition.Configuration.consideringOnlyDependenciesInAnyPackage;
import static com.tngtech.archunit.library.plantuml.rules.PlantUmlArchCondition.adhereToPlantUmlDiagram;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Holds the classes of both modules to the drawing in {@code docs/floor-plan.puml}. */
class FloorPlanTest {

  private static final Path DRAWING = Path.of("docs", "floor-plan.puml");

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.columnveil");

  @Test
  void seesTheClassesOfBothModules() {
    assertThat(CLASSES.containPackage("io.columnveil.issue")).isTrue();
    assertThat(CLASSES.containPackage("io.columnveil.catalog")).isTrue();
  }

  @Test
  void packagesUseOnlyWhatTheDrawingAllows() {
    classes()
        .should(
            adhereToPlantUmlDiagram(
                DRAWING, consideringOnlyDependenciesInAnyPackage("io.columnveil..")))
        .check(CLASSES);
  }

  @Test
  void onlySqlPackagesKnowTheSqlParser() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.columnveil.sql..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("net.sf.jsqlparser..")
        .check(CLASSES);
  }

  @Test
  void onlyCryptoAndKeysKnowCryptography() {
    noClasses()
        .that()
        .resideOutsideOfPackages("io.columnveil.crypto", "io.columnveil.keys..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("javax.crypto..", "org.bouncycastle..")
        .check(CLASSES);
  }

  @Test
  void onlyThePolicyParserKnowsYaml() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.columnveil.policy.parse")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.snakeyaml..", "org.yaml..")
        .check(CLASSES);
  }

  @Test
  void onlyTheCommandLineKnowsItsLibraries() {
    noClasses()
        .that()
        .resideOutsideOfPackages("io.columnveil.cli..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("picocli..", "me.tongfei..")
        .check(CLASSES);
  }

  @Test
  void theEngineKnowsNoJdbcObjects() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "io.columnveil.sql..",
            "io.columnveil.engine",
            "io.columnveil.protect",
            "io.columnveil.crypto",
            "io.columnveil.policy..")
        .should()
        .dependOnClassesThat()
        .haveNameMatching(
            "java\\.sql\\.(Connection|Statement|PreparedStatement|CallableStatement|ResultSet"
                + "|ResultSetMetaData|DatabaseMetaData|SQLException|Driver|DriverManager)")
        .check(CLASSES);
  }

  @Test
  void onlyItsProviderKnowsTheAwsSdk() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.columnveil.keys.aws")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("software.amazon..")
        .check(CLASSES);
  }
}
