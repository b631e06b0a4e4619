package io.columnveil.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.schema.CoreSchema;
import tools.jackson.databind.json.JsonMapper;

/** The schema and the reader are two descriptions of one thing. */
class PolicySchemaTest {

  private static final Schema SCHEMA =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
          .getSchema(PolicySchema.text());

  static Stream<Path> valid() {
    return Samples.in("valid");
  }

  static Stream<Path> invalid() {
    return Samples.in("invalid");
  }

  static Stream<Path> beyondSchema() {
    return Samples.in("invalid-beyond-schema");
  }

  @ParameterizedTest
  @MethodSource("valid")
  void acceptsWhatTheReaderAccepts(Path sample) throws IOException {
    assertThat(problems(sample)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("invalid")
  void refusesWhatTheReaderRefuses(Path sample) throws IOException {
    assertThat(problems(sample)).isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("beyondSchema")
  void cannotSeeWhatOnlyTheReaderRefuses(Path sample) throws IOException {
    // A sample that the schema does refuse belongs among those that both refuse.
    String name = sample.getFileName().toString();
    boolean notOneTree = name.matches("(all-in-one-run|anchor|duplicate|merge|second|tag).*");
    if (!notOneTree) {
      assertThat(problems(sample)).isEmpty();
    }
  }

  @Test
  void isItselfValid() {
    Schema metaSchema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(
                com.networknt.schema.SchemaLocation.of(
                    SpecificationVersion.DRAFT_2020_12.getDialectId()));
    assertThat(metaSchema.validate(PolicySchema.text(), InputFormat.JSON)).isEmpty();
  }

  private static List<?> problems(Path sample) throws IOException {
    String yaml = Files.readString(sample, StandardCharsets.UTF_8).replace("\uFEFF", "");
    LoadSettings settings = LoadSettings.builder().setSchema(new CoreSchema()).build();
    Object tree = new Load(settings).loadFromString(yaml);
    String json = JsonMapper.shared().writeValueAsString(json(tree));
    return SCHEMA.validate(json, InputFormat.JSON);
  }

  /** Keys are texts in JSON, as they are to the reader. */
  private static @Nullable Object json(@Nullable Object node) {
    if (node instanceof List<?> list) {
      return list.stream().map(PolicySchemaTest::json).toList();
    }
    if (node instanceof Map<?, ?> map) {
      Map<String, @Nullable Object> object = new LinkedHashMap<>();
      map.forEach((key, value) -> object.put(String.valueOf(key), json(value)));
      return object;
    }
    return node;
  }
}
