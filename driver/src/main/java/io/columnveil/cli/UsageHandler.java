package io.columnveil.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says why a command line is not understood, to people as picocli does and to machines too. */
final class UsageHandler implements IParameterExceptionHandler {

  /** A long option and its value, if that is in the same word. */
  private static final Pattern OPTION = Pattern.compile("(--[a-z-]+)(=.*)?", Pattern.DOTALL);

  private final IParameterExceptionHandler forPeople;

  UsageHandler(IParameterExceptionHandler forPeople) {
    this.forPeople = forPeople;
  }

  @Override
  public int handleParseException(ParameterException problem, String[] args) throws Exception {
    ParameterException told =
        problem instanceof UnmatchedArgumentException unmatched
            ? withoutValues(unmatched)
            : problem;
    int code = forPeople.handleParseException(told, args);
    // What was not understood cannot be asked for its options.
    if (Arrays.asList(args).contains("--json")) {
      Map<String, String> fields =
          Map.of("severity", "error", "message", String.valueOf(told.getMessage()));
      new Console(problem.getCommandLine())
          .out()
          .line(Json.text(Map.of("problems", List.of(fields))));
    }
    return code;
  }

  /**
   * What belongs to a misspelt option may be a password, and words after a statement its values.
   */
  private static UnmatchedArgumentException withoutValues(UnmatchedArgumentException problem) {
    CommandLine command = problem.getCommandLine();
    List<String> told = new ArrayList<>();
    for (String word : problem.getUnmatched()) {
      Matcher option = OPTION.matcher(word);
      boolean mayBeCommand = told.isEmpty() && !command.getSubcommands().isEmpty();
      told.add(option.matches() ? option.group(1) : mayBeCommand ? word : "...");
    }
    return new UnmatchedArgumentException(command, told);
  }
}
