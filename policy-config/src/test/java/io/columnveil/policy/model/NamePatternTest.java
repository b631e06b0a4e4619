package io.columnveil.policy.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class NamePatternTest {

  @Property
  void matchesAsRegularExpressionDoes(
      @ForAll("patterns") String pattern, @ForAll("patterns") String name) {
    String expression = Pattern.quote(pattern).replace("*", "\\E.*\\Q");
    assertThat(new NamePattern(pattern).matches(name))
        .isEqualTo(Pattern.compile(expression, Pattern.DOTALL).matcher(name).matches());
  }

  @Example
  void quotedNameHasNoStars() {
    NamePattern name = new NamePattern("a*", true);
    assertThat(name.isExact()).isTrue();
    assertThat(name.matches("a*")).isTrue();
    assertThat(name.matches("ab")).isFalse();
    assertThat(name.matchesFolded("A*")).isFalse();
    assertThat(name).hasToString("\"a*\"");
    assertThat(new NamePattern("a\"b", true)).hasToString("\"a\"\"b\"");
  }

  @Example
  void foldsAsH2Does() {
    assertThat(new NamePattern("ssn").matchesFolded("SSN")).isTrue();
    assertThat(new NamePattern("\u017Fsn").matchesFolded("SSN")).isTrue();
    assertThat(new NamePattern("*_email").matchesFolded("HOME_EMAIL")).isTrue();
    assertThat(new NamePattern("email").matchesFolded("E-MAIL")).isFalse();
  }

  @Example
  void takesNoTimeOnManyStars() {
    assertThat(new NamePattern("*a".repeat(60) + "b").matches("a".repeat(200))).isFalse();
  }

  @Provide
  Arbitrary<String> patterns() {
    return Arbitraries.strings().withChars("ab*").ofMaxLength(8);
  }
}
