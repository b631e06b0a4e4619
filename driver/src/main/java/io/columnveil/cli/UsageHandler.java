package io.columnveil.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;

/** Says why a command line is not understood, to people as picocli does and to machines too. */
final class UsageHandler implements IParameterExceptionHandler {

  private final IParameterExceptionHandler forPeople;

  UsageHandler(IParameterExceptionHandler forPeople) {
    this.forPeople = forPeople;
  }

  @Override
  public int handleParseException(ParameterException problem, String[] args) throws Exception {
    int code = forPeople.handleParseException(problem, args);
    // What was not understood cannot be asked for its options.
    if (Arrays.asList(args).contains("--json")) {
      Map<String, String> fields =
          Map.of("severity", "error", "message", String.valueOf(problem.getMessage()));
      new Console(problem.getCommandLine())
          .out()
          .line(Json.text(Map.of("problems", List.of(fields))));
    }
    return code;
  }
}
