package io.columnveil.policy.parse;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads spans of time: {@code 365d}, {@code 12h}, {@code 5m}, {@code 30s}. A day has 24 hours. */
final class DurationReader {

  private static final Pattern FORM = Pattern.compile("([1-9][0-9]{0,8})([smhd])");

  private final ReadContext context;
  private final Values values;

  DurationReader(ReadContext context) {
    this.context = context;
    this.values = new Values(context);
  }

  Optional<Duration> read(YamlNode node, String what) {
    if (node instanceof YamlScalar number && number.kind() == YamlScalar.Kind.INTEGER) {
      context.error(node, what + " has no unit", "Write a number and s, m, h or d: 5m");
      return Optional.empty();
    }
    Optional<YamlScalar> text = values.text(node, what);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    Matcher form = FORM.matcher(text.get().value());
    if (!form.matches()) {
      context.error(
          node, what + " is not a span of time", "Write a number and s, m, h or d: 365d, 5m, 30s");
      return Optional.empty();
    }
    long amount = Long.parseLong(form.group(1));
    return Optional.of(
        switch (form.group(2)) {
          case "s" -> Duration.ofSeconds(amount);
          case "m" -> Duration.ofMinutes(amount);
          case "h" -> Duration.ofHours(amount);
          default -> Duration.ofDays(amount);
        });
  }
}
