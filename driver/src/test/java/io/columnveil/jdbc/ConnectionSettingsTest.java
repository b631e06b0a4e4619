package io.columnveil.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.columnveil.catalog.Backend;
import io.columnveil.issue.ErrorCode;
import io.columnveil.issue.IssueException;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectionSettingsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "postgresql://db:5432/shop?columnveil.policy=/etc/p.yaml|jdbc:postgresql://db:5432/shop",
        "postgresql://db/shop?a=b&columnveil.policy=%2Fetc%2Fp.yaml&c=d|jdbc:postgresql://db/shop?a=b&c=d",
        "h2:mem:shop;columnveil.policy=/etc/p.yaml|jdbc:h2:mem:shop",
        "h2:file:/x;A=B;COLUMNVEIL.POLICY=/etc/p.yaml;C=D\\;E|jdbc:h2:file:/x;A=B;C=D\\;E",
      })
  void takesOwnPropertiesOutOfTheUrl(String ours, String wrapped) {
    WrappedUrl url = WrappedUrl.parse("jdbc:columnveil:" + ours).orElseThrow();
    assertThat(url.url()).isEqualTo(wrapped);
    assertThat(url.own()).containsExactly(Map.entry("columnveil.policy", "/etc/p.yaml"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "h2:mem:x;IN\\IT=CREATE TABLE t(a INT)",
        "h2:mem:x\\;INIT=CREATE TABLE t(a INT)",
        "h2:mem:x;USER=a\\\\;INIT=CREATE TABLE t(a INT)",
        "h2:mem:x;\\i\\n\\i\\t=CREATE TABLE t(a INT)",
        "h2:mem:x;columnveil.policy=C:\\\\;INIT=CREATE TABLE t(a INT)",
      })
  void findsPropertiesWhereH2FindsThem(String url) {
    WrappedUrl parsed = WrappedUrl.parse("jdbc:columnveil:" + url).orElseThrow();
    assertThatThrownBy(() -> WrappedProperties.require(Backend.H2, parsed.others()))
        .isInstanceOf(IssueException.class)
        .hasMessageContaining("INIT");
  }

  @Test
  void takesBackslashesOfItsOwnPathsAsTheyStand() {
    WrappedUrl url =
        WrappedUrl.parse("jdbc:columnveil:h2:mem:x;columnveil.policy=C:\\cv\\p.yaml").orElseThrow();
    assertThat(url.own()).containsExactly(Map.entry("columnveil.policy", "C:\\cv\\p.yaml"));
  }

  @Test
  void knowsNoOtherDatabase() {
    assertThat(WrappedUrl.parse("jdbc:columnveil:mysql://db/shop")).isEmpty();
    assertThat(WrappedUrl.parse("jdbc:postgresql://db/shop")).isEmpty();
    assertThatThrownBy(() -> DriverManager.getConnection("jdbc:columnveil:mysql://db/shop"))
        .isInstanceOf(SQLNonTransientConnectionException.class)
        .satisfies(e -> assertThat(((SQLException) e).getSQLState()).isEqualTo("08V01"));
  }

  @Test
  void neverPrintsAUrl() {
    assertThat(WrappedUrl.parse("jdbc:columnveil:postgresql://db/x?password=secret"))
        .get()
        .asString()
        .doesNotContain("secret");
  }

  @Test
  void looksInUrlThenPropertiesThenSystemThenEnvironment() {
    Properties properties = new Properties();
    properties.setProperty("columnveil.policy", "from properties");
    assertThat(settings(Map.of("columnveil.policy", "from url"), properties, "s", "e").policy())
        .isEqualTo("from url");
    assertThat(settings(Map.of(), properties, "s", "e").policy()).isEqualTo("from properties");
    assertThat(settings(Map.of(), new Properties(), "from system", "e").policy())
        .isEqualTo("from system");
    assertThat(settings(Map.of(), new Properties(), null, "from environment").policy())
        .isEqualTo("from environment");
    assertThatThrownBy(() -> settings(Map.of(), new Properties(), null, null))
        .hasMessageContaining("08V01")
        .hasMessageContaining("COLUMNVEIL_POLICY");
  }

  private static ConnectionSettings settings(
      Map<String, String> url, Properties properties, String system, String environment) {
    return ConnectionSettings.of(
        url,
        new ConnectionSettings.Sources(
            properties,
            name -> name.equals("columnveil.policy") ? system : null,
            name -> name.equals("COLUMNVEIL_POLICY") ? environment : null));
  }

  @Test
  void refusesAnEmptyRoleRatherThanNarrowToNothing() {
    for (String empty : new String[] {"", " "}) {
      Map<String, String> url = Map.of("columnveil.policy", "p", "columnveil.role", empty);
      assertThatThrownBy(() -> settings(url, new Properties(), null, null))
          .hasMessageContaining("08V01")
          .hasMessageContaining("columnveil.role is empty");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "postgresql://db/x?columnveil.role=a&columnveil.role=b",
        "h2:mem:x;columnveil.role=a;COLUMNVEIL.ROLE=b",
      })
  void refusesAUrlThatContradictsItself(String url) {
    assertThatThrownBy(() -> WrappedUrl.parse("jdbc:columnveil:" + url))
        .isInstanceOf(IssueException.class)
        .hasMessageContaining("columnveil.role twice");
  }

  @Test
  void refusesMisspeltProperties() {
    assertThatThrownBy(() -> settings(Map.of("columnveil.polcy", "x"), new Properties(), "s", "e"))
        .hasMessageContaining("columnveil.polcy");
  }

  @ParameterizedTest
  @CsvSource({
    "INIT,CREATE TABLE x",
    "init,RUNSCRIPT FROM 'x'",
    "MODE,MySQL",
    "DATABASE_TO_UPPER,false",
    "DATABASE_TO_LOWER,TRUE",
    "CASE_INSENSITIVE_IDENTIFIERS,TRUE",
    "NON_KEYWORDS,VALUE",
  })
  void refusesPropertiesOfH2ThatChangeHowSqlIsRead(String name, String value) {
    assertRefused(Backend.H2, name, value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-c standard_conforming_strings=off",
        "-c search_path=x -c role=admin",
        "--session-replication-role=replica",
        "-d 5",
        "-c",
      })
  void refusesServerOptionsThatItDoesNotKnow(String options) {
    assertRefused(Backend.POSTGRESQL, "options", options);
  }

  @Test
  void takesPropertiesThatDoNoHarm() {
    WrappedProperties.require(
        Backend.POSTGRESQL,
        Map.of(
            "options", "-c search_path=a\\ b,c --statement-timeout=5s -capplication_name=x",
            "preferQueryMode", "extended",
            "ssl", "true"));
    WrappedProperties.require(
        Backend.H2,
        Map.of("MODE", "Regular", "DATABASE_TO_UPPER", "true", "TRACE_LEVEL_FILE", "0"));
    assertRefused(Backend.POSTGRESQL, "preferQueryMode", "simple");
    assertRefused(Backend.POSTGRESQL, "replication", "database");
    assertRefused(Backend.POSTGRESQL, "service", "shop");
  }

  private static void assertRefused(Backend backend, String name, String value) {
    assertThatThrownBy(() -> WrappedProperties.require(backend, Map.of(name, value)))
        .isInstanceOf(IssueException.class)
        .satisfies(
            e ->
                assertThat(((IssueException) e).first().code())
                    .isEqualTo(ErrorCode.SETTING_REFUSED))
        .hasMessageNotContaining("=off");
  }
}
