package io.tempera.shell.internal;

import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the help command says. */
final class Help {
  private final Supplier<List<OtherCommand>> others;

  /**
   * The shell's own commands, and others.
   *
   * @param others those that other bundles bring, at the moment
   */
  Help(Supplier<List<OtherCommand>> others) {
    this.others = others;
  }

  /**
   * All commands, or one.
   *
   * @param arguments none, or the name of a command
   * @throws CommandFailed when there is no such command
   */
  String text(List<String> arguments) {
    if (arguments.isEmpty()) {
      return all();
    }
    String name = arguments.getFirst();
    return Command.named(name)
        .map(Help::one)
        .or(() -> others.get().stream().filter(o -> isNamed(o, name)).findFirst().map(Help::one))
        .orElseThrow(
            () -> new CommandFailed("There is no command '" + name + "', only " + names() + "."));
  }

  private String all() {
    TextTable table = new TextTable("COMMAND", "WHAT IT DOES");
    for (Command command : Command.values()) {
      table.row(command.usage(), command.summary());
    }
    for (OtherCommand other : others.get()) {
      table.row(other.usage(), other.summary());
    }
    return table.text()
        + "\n\ntempera:help COMMAND says more. The scope may be left out where no other command has"
        + " that name.";
  }

  private static String one(Command command) {
    return command.usage() + "\n" + command.summary() + "\n\n" + command.details();
  }

  private static String one(OtherCommand command) {
    String details = command.details().isEmpty() ? "" : "\n\n" + SafeText.of(command.details());
    return SafeText.of(command.usage()) + "\n" + SafeText.of(command.summary()) + details;
  }

  private static boolean isNamed(OtherCommand command, String name) {
    return name.equals(command.label()) || name.equals(Command.SCOPE + ":" + command.label());
  }

  private String names() {
    return Stream.concat(
            Arrays.stream(Command.values()).map(Command::label),
            others.get().stream().map(OtherCommand::label))
        .collect(Collectors.joining(", "));
  }
}
