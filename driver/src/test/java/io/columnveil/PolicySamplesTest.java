package io.columnveil;

import static org.assertj.core.api.Assertions.assertThat;

import io.columnveil.issue.Source;
import io.columnveil.policy.PolicyLoader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever copies a policy from the documents gets one that works. */
class PolicySamplesTest {

  private static final Pattern YAML = Pattern.compile("(?ms)^( *)```yaml\n(.*?)^\\1```");

  @ParameterizedTest
  @ValueSource(strings = {"../README.md", "docs/policy.md"})
  void policiesShownInTheDocumentsAreValid(String page) throws IOException {
    List<String> samples = samples(Files.readString(Path.of(page)));
    assertThat(samples).isNotEmpty();
    for (String sample : samples) {
      assertThat(
              PolicyLoader.load(
                      new Source(page, sample),
                      Optional.of(Path.of("")),
                      Map.of("COLUMNVEIL_PASSPHRASE", "correct horse battery staple"))
                  .warnings())
          .isEmpty();
    }
  }

  private static List<String> samples(String page) {
    List<String> samples = new ArrayList<>();
    Matcher matcher = YAML.matcher(page);
    while (matcher.find()) {
      samples.add(matcher.group(2).replaceAll("(?m)^" + matcher.group(1), ""));
    }
    return samples;
  }
}
