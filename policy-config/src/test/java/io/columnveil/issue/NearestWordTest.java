package io.columnveil.issue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestWordTest {

  private static final List<String> KNOWN = List.of("scheme", "schema", "storage", "storedIn");

  @Test
  void findsWordWithSlips() {
    assertThat(NearestWord.to("shceme", KNOWN)).contains("scheme");
    assertThat(NearestWord.to("SCHEMA", KNOWN)).contains("schema");
    assertThat(NearestWord.to("storedin", KNOWN)).contains("storedIn");
    assertThat(NearestWord.to("storge", KNOWN)).contains("storage");
  }

  @Test
  void guessesNothingFarOff() {
    assertThat(NearestWord.to("lookup", KNOWN)).isEmpty();
    assertThat(NearestWord.to("x", List.of("ab", "abc"))).isEmpty();
    assertThat(NearestWord.to("s".repeat(100), List.of("s".repeat(100)))).isEmpty();
  }

  @Test
  void prefersTheFirstOfEquallyNearWords() {
    assertThat(NearestWord.to("schem", List.of("scheme", "schema"))).contains("scheme");
  }

  @Test
  void wordsTheRemedy() {
    assertThat(NearestWord.remedy("schme", KNOWN, "Guess")).isEqualTo("Did you mean 'scheme'?");
    assertThat(NearestWord.remedy("qqqqqq", KNOWN, "Guess")).isEqualTo("Guess");
  }
}
