package io.columnveil.keys;

import io.columnveil.issue.ErrorCode;
import io.columnveil.issue.Issue;
import io.columnveil.issue.IssueException;
import io.columnveil.policy.model.KekProvider;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The settings of one provider ({@code keys.wrappedBy}), secrets resolved. Problems name a setting
 * and where the section stands, never what the setting says. Immutable.
 */
public final class ProviderSettings {

  private static final Pattern DURATION = Pattern.compile("([1-9][0-9]{0,5})(ms|s|m)");

  private final KekProvider wrappedBy;

  /** Settings of a policy. */
  public ProviderSettings(KekProvider wrappedBy) {
    this.wrappedBy = wrappedBy;
  }

  /** A setting that must be there and not blank. */
  public String required(String name) {
    return optional(name)
        .orElseThrow(
            () ->
                invalid(
                    "provider '" + wrappedBy.name() + "' needs the setting '" + name + "'",
                    "Add it below keys.wrappedBy"));
  }

  /** A setting that may be missing; one that is there must not be blank. */
  public Optional<String> optional(String name) {
    String value = wrappedBy.settings().get(name);
    if (value == null) {
      return Optional.empty();
    }
    if (value.isBlank()) {
      throw invalid("the setting '" + name + "' is empty", "Give it a value or leave it out");
    }
    return Optional.of(value);
  }

  /** A secret that must be there; the caller zeroes the returned copy. */
  public char[] secret(String name) {
    return required(name).toCharArray();
  }

  /** A path, made absolute by the policy's folder. */
  public Optional<Path> path(String name) {
    return optional(name)
        .map(
            given -> {
              try {
                return wrappedBy.resolve(given);
              } catch (InvalidPathException e) {
                throw invalid("the setting '" + name + "' is not a path", "Correct it");
              }
            });
  }

  /** A duration of the form {@code 500ms}, {@code 5s} or {@code 2m}. */
  public Duration duration(String name, Duration preset) {
    Optional<String> given = optional(name);
    if (given.isEmpty()) {
      return preset;
    }
    Matcher parts = DURATION.matcher(given.get());
    if (!parts.matches()) {
      throw invalid("the setting '" + name + "' is not a duration", "Write 500ms, 5s or 2m");
    }
    long count = Long.parseLong(parts.group(1));
    return switch (parts.group(2)) {
      case "ms" -> Duration.ofMillis(count);
      case "s" -> Duration.ofSeconds(count);
      default -> Duration.ofMinutes(count);
    };
  }

  /** A yes or no. */
  public boolean flag(String name, boolean preset) {
    return optional(name)
        .map(
            given -> {
              if (!given.equals("true") && !given.equals("false")) {
                throw invalid("the setting '" + name + "' is neither true nor false", "Correct it");
              }
              return given.equals("true");
            })
        .orElse(preset);
  }

  /** A whole number from 0 on. */
  public Optional<Integer> number(String name) {
    return optional(name)
        .map(
            given -> {
              try {
                return Integer.parseUnsignedInt(given);
              } catch (NumberFormatException e) {
                throw invalid("the setting '" + name + "' is not a whole number", "Correct it");
              }
            });
  }

  /** A problem of the settings: 08V01 at the place of the section. */
  public IssueException invalid(String reason, String remedy) {
    return new IssueException(
        Issue.error(ErrorCode.POLICY_INVALID, wrappedBy.location(), reason, remedy));
  }

  /** Never the settings. */
  @Override
  public String toString() {
    return "ProviderSettings[" + wrappedBy.name() + "]";
  }
}
