package io.columnveil.cli;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Which database a command looks at, and as whom. */
final class DatabaseOptions {

  private static final String OWN_PREFIX = "jdbc:columnveil:";

  @Spec(Spec.Target.MIXEE)
  @Nullable CommandSpec command;

  @Option(
      names = "--url",
      paramLabel = "URL",
      description = "JDBC URL of the database itself, for example jdbc:postgresql://db:5432/shop.")
  @Nullable String url;

  @Option(names = "--user", paramLabel = "NAME", description = "Database user.")
  @Nullable String user;

  @Option(
      names = "--password-env",
      paramLabel = "NAME",
      description = "Environment variable that holds the password.")
  @Nullable String passwordVariable;

  /** A connection to the database as it is, if the command line names one. */
  Optional<Connection> open() throws SQLException {
    return url == null ? Optional.empty() : Optional.of(connect(url));
  }

  /** A connection to the database as it is; without a URL the command line is refused. */
  Connection require() throws SQLException {
    if (url == null) {
      throw Console.of(command).usage("Missing required option: '--url=URL'");
    }
    return connect(url);
  }

  private Connection connect(String target) throws SQLException {
    if (target.startsWith(OWN_PREFIX)) {
      throw Console.of(command)
          .usage(
              "This command looks at the database itself: give its own URL, without 'columnveil:'");
    }
    Properties properties = new Properties();
    if (user != null) {
      properties.setProperty("user", user);
    }
    if (passwordVariable != null) {
      String password = System.getenv(passwordVariable);
      if (password == null) {
        throw Console.of(command)
            .usage(
                "--password-env names an environment variable that is not set: it takes the name"
                    + " of a variable, not the password"); // which is why it is not repeated
      }
      properties.setProperty("password", password);
    }
    try {
      return DriverManager.getConnection(target, properties);
    } catch (SQLException e) {
      throw withoutUrl(e, target);
    }
  }

  /** What a URL says after its first question mark or semicolon may be a password. */
  private static SQLException withoutUrl(SQLException problem, String target) {
    String message = String.valueOf(problem.getMessage());
    String properties = target.replaceFirst("^[^?;]*", "");
    if (properties.isEmpty() || !message.contains(properties)) {
      return problem;
    }
    return new SQLException(
        message.replace(properties, properties.charAt(0) + "..."),
        problem.getSQLState(),
        problem.getErrorCode());
  }
}
