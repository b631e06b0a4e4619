package io.columnveil.jdbc;

import io.columnveil.issue.ErrorCode;
import io.columnveil.issue.Issue;
import io.columnveil.issue.IssueException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What is for us of all that a connection is asked with.
 *
 * @param policy location of the policy
 * @param role policy role that the session is narrowed to, if any
 */
record ConnectionSettings(String policy, Optional<String> role) {

  static final String POLICY = "columnveil.policy";
  static final String ROLE = "columnveil.role";
  private static final Set<String> KNOWN = Set.of(POLICY, ROLE);

  /** Where settings are looked for, in this order after the URL. */
  record Sources(
      Properties properties,
      UnaryOperator<@Nullable String> systemProperty,
      UnaryOperator<@Nullable String> environment) {

    static Sources of(Properties properties) {
      return new Sources(
          properties,
          name -> System.getProperty(String.valueOf(name)),
          name -> System.getenv(String.valueOf(name)));
    }

    @Nullable String find(Map<String, String> url, String name) {
      String value = url.get(name);
      if (value == null) {
        value = properties.getProperty(name);
      }
      if (value == null) {
        value = systemProperty.apply(name);
      }
      return value == null
          ? environment.apply(name.toUpperCase(Locale.ROOT).replace('.', '_'))
          : value;
    }
  }

  /**
   * Gathers the settings.
   *
   * @param url our properties of the URL
   * @throws IssueException 08V01 if there is no policy, or a property of ours is not known
   */
  static ConnectionSettings of(Map<String, String> url, Sources sources) {
    requireKnown(url.keySet());
    requireKnown(sources.properties().stringPropertyNames());
    String policy = sources.find(url, POLICY);
    if (policy == null || policy.isBlank()) {
      throw new IssueException(
          Issue.error(
              ErrorCode.POLICY_INVALID,
              "the connection has no policy",
              "Set "
                  + POLICY
                  + " in the URL (after '?' for PostgreSQL, after ';' for H2), as a property, or the"
                  + " environment variable COLUMNVEIL_POLICY"));
    }
    Optional<String> role = Optional.ofNullable(sources.find(url, ROLE));
    if (role.isPresent() && role.get().isBlank()) {
      // an unset variable in a URL must not give all that the user holds
      throw new IssueException(
          Issue.error(
              ErrorCode.POLICY_INVALID,
              ROLE + " is empty",
              "Name a role of the policy, or leave the property out"));
    }
    return new ConnectionSettings(policy, role);
  }

  /** A misspelt property must not silently be another one's absence. */
  private static void requireKnown(Set<String> names) {
    for (String name : names) {
      if (name.toLowerCase(Locale.ROOT).startsWith("columnveil.") && !KNOWN.contains(name)) {
        throw new IssueException(
            Issue.error(
                ErrorCode.POLICY_INVALID,
                "there is no property " + name,
                "Columnveil knows " + POLICY + " and " + ROLE));
      }
    }
  }
}
