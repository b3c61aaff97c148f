package io.tempera.shell.internal;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** What the help command says. */
final class Help {
  private Help() {}

  /**
   * All commands, or one.
   *
   * @param arguments none, or the name of a command
   * @throws CommandFailed when there is no such command
   */
  static String text(List<String> arguments) {
    if (arguments.isEmpty()) {
      return all();
    }
    String name = arguments.getFirst();
    return Command.named(name)
        .map(Help::one)
        .orElseThrow(
            () -> new CommandFailed("There is no command '" + name + "', only " + names() + "."));
  }

  private static String all() {
    TextTable table = new TextTable("COMMAND", "WHAT IT DOES");
    for (Command command : Command.values()) {
      table.row(command.usage(), command.summary());
    }
    return table.text()
        + "\n\ntempera:help COMMAND says more. The scope may be left out where no other command has"
        + " that name.";
  }

  private static String one(Command command) {
    return command.usage() + "\n" + command.summary() + "\n\n" + command.details();
  }

  private static String names() {
    return Arrays.stream(Command.values()).map(Command::label).collect(Collectors.joining(", "));
  }
}
