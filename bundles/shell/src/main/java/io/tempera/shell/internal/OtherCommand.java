package io.tempera.shell.internal;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;

/**
 * A command of the scope that another bundle brings. What help says of it is a property of its
 * service, next to those that Gogo reads, as that bundle is to need neither Gogo nor this one:
 *
 * <pre>
 * osgi.command.scope      = tempera
 * osgi.command.function   = chain, chainsave
 * io.tempera.command.help = chain: shows the chain, chainsave FILE: writes its blocks. In place of FILE
 * </pre>
 *
 * @param usage its name with the scope, and its arguments
 * @param summary one line
 * @param details what else there is to say, or empty
 */
record OtherCommand(String usage, String summary, String details) {
  /**
   * One text for each command: its name and arguments, a colon, and what it does; the list of all
   * commands has the first sentence of that.
   */
  static final String HELP = "io.tempera.command.help";

  static final String FUNCTION = "osgi.command.function";
  private static final String COLON = ": ";
  private static final Pattern FULL_STOP = Pattern.compile("\\. (?=\\p{Lu})");

  /** All of them at the moment, by name. */
  static List<OtherCommand> in(BundleContext context) {
    String filter = "(&(osgi.command.scope=" + Command.SCOPE + ")(" + FUNCTION + "=*))";
    try {
      // Of whatever class: nobody gets the services themselves.
      return Optional.ofNullable(context.getAllServiceReferences(null, filter)).stream()
          .flatMap(Arrays::stream)
          .flatMap(OtherCommand::of)
          .distinct()
          .sorted(Comparator.comparing(OtherCommand::usage))
          .toList();
    } catch (InvalidSyntaxException e) {
      throw new IllegalStateException(filter, e);
    }
  }

  private static Stream<OtherCommand> of(ServiceReference<?> service) {
    List<String> help = texts(service.getProperty(HELP));
    return texts(service.getProperty(FUNCTION)).stream()
        .filter(name -> Command.named(name).isEmpty())
        .map(name -> of(name, help));
  }

  private static OtherCommand of(String name, List<String> help) {
    return help.stream()
        .map(text -> text.split(COLON, 2))
        .filter(parts -> parts.length == 2 && parts[0].split(" ")[0].equals(name))
        .findFirst()
        .map(parts -> said(parts[0], FULL_STOP.split(parts[1], 2)))
        .orElseGet(() -> said(name, "its bundle does not say"));
  }

  private static OtherCommand said(String usage, String... sentences) {
    return new OtherCommand(scoped(usage), sentences[0], sentences.length > 1 ? sentences[1] : "");
  }

  private static String scoped(String text) {
    return Command.SCOPE + ":" + text;
  }

  /** A property of one text, or of several. */
  private static List<String> texts(Object property) {
    return switch (property) {
      case null -> List.of();
      case String[] several -> List.of(several);
      case Collection<?> several -> several.stream().map(Object::toString).toList();
      case Object one -> List.of(one.toString());
    };
  }

  /** Its name without the scope. */
  String label() {
    return usage.substring(Command.SCOPE.length() + 1).split(" ")[0];
  }
}
