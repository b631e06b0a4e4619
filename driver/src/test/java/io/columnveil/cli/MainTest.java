package io.columnveil.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class MainTest {

  @Test
  void saysWhatThereIsWhenNoCommandIsGiven() {
    CommandLineRun run = CommandLineRun.of();
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("Usage: columnveil", "policy", "keys");
  }

  @Test
  void suggestsTheNearestCommand() {
    CommandLineRun run = CommandLineRun.of("polcy");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("policy");
  }

  @Test
  void everyCommandHasHelpAndADescription() {
    List<CommandLine> commands = all();
    assertThat(commands).hasSizeGreaterThan(5);
    for (CommandLine command : commands) {
      assertThat(command.getCommandSpec().usageMessage().description())
          .as(command.getCommandSpec().qualifiedName())
          .isNotEmpty();
      // The list of commands shows the first paragraph alone.
      assertThat(command.getCommandSpec().usageMessage().description()[0])
          .as(command.getCommandSpec().qualifiedName())
          .endsWith(".");
      assertThat(command.getCommandSpec().optionsMap()).containsKey("--help");
    }
  }

  private static List<CommandLine> all() {
    Deque<CommandLine> open = new ArrayDeque<>();
    open.add(new CommandLine(new ColumnveilCommand()));
    List<CommandLine> all = new ArrayList<>();
    while (!open.isEmpty()) {
      CommandLine next = open.remove();
      all.add(next);
      open.addAll(next.getSubcommands().values());
    }
    return all;
  }
}
