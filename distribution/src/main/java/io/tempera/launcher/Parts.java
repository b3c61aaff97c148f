package io.tempera.launcher;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;

/**
 * The node's components as the component runtime knows them. The classes of that are a bundle's,
 * which this program does not see: it asks by reflection.
 *
 * @param all every configured component of the bundles that were installed at the start
 */
record Parts(List<Part> all) {
  private static final String RUNTIME =
      "org.osgi.service.component.runtime.ServiceComponentRuntime";
  private static final String LISTENER = "io.tempera.listener.internal.ListenerComponent";
  private static final int FAILED_ACTIVATION = 16;

  /**
   * One component.
   *
   * @param failure the stack trace of what its activation threw, while it has failed
   */
  record Part(String name, Map<?, ?> properties, Optional<String> failure) {
    private boolean says(String key, String value) {
      return value.equals(String.valueOf(properties.get(key)).strip());
    }
  }

  /** As they are now; none while there is no component runtime. */
  static Parts of(BundleContext context) {
    ServiceReference<?> reference = context.getServiceReference(RUNTIME);
    if (reference == null) {
      return new Parts(List.of());
    }
    Bundle[] bundles =
        Arrays.stream(context.getBundles())
            .filter(bundle -> bundle.getLocation().startsWith(BundleInstaller.PREFIX))
            .toArray(Bundle[]::new);
    try {
      return new Parts(ask(context.getService(reference), bundles));
    } catch (ReflectiveOperationException unexpected) {
      throw new IllegalStateException("The component runtime is another than expected", unexpected);
    } finally {
      context.ungetService(reference);
    }
  }

  private static List<Part> ask(Object runtime, Bundle[] bundles)
      throws ReflectiveOperationException {
    Class<?> type = Class.forName(RUNTIME, false, runtime.getClass().getClassLoader());
    List<Part> parts = new ArrayList<>();
    Object descriptions =
        type.getMethod("getComponentDescriptionDTOs", Bundle[].class)
            .invoke(runtime, (Object) bundles);
    for (Object description : (Collection<?>) descriptions) {
      Object configurations =
          type.getMethod("getComponentConfigurationDTOs", description.getClass())
              .invoke(runtime, description);
      String name = String.valueOf(field(description, "name"));
      for (Object configuration : (Collection<?>) configurations) {
        boolean failed = field(configuration, "state").equals(FAILED_ACTIVATION);
        parts.add(
            new Part(
                name,
                (Map<?, ?>) field(configuration, "properties"),
                failed
                    ? Optional.of(String.valueOf(field(configuration, "failure")))
                    : Optional.empty()));
      }
    }
    return parts;
  }

  private static Object field(Object dto, String name) throws ReflectiveOperationException {
    return dto.getClass().getField(name).get(dto);
  }

  /**
   * Why one of them does not run, in a sentence. A component that only lacks another one that
   * failed gives no cause, so those that give one come first.
   */
  Optional<String> failure() {
    List<String> failures = all.stream().map(Part::failure).flatMap(Optional::stream).toList();
    return failures.stream()
        .filter(failure -> failure.contains(Sentence.CAUSE))
        .findFirst()
        .or(() -> failures.stream().findFirst())
        .map(Sentence::of);
  }

  /** Whether the node is told to accept connections anywhere. */
  boolean listens() {
    return all.stream()
        .filter(part -> part.name().equals(LISTENER))
        .anyMatch(part -> !part.says("listen", "") && !part.says("initiator.only", "true"));
  }

  /** The message at the bottom of a stack trace. */
  private static final class Sentence {
    static final String CAUSE = "Caused by: ";

    /** Settings are read through a proxy, whose methods have the names of the keys. */
    private static final Pattern ASKED = Pattern.compile("\\.\\$Proxy\\d+\\.(\\w+)\\(");

    private static final Pattern NO_NUMBER =
        Pattern.compile("NumberFormatException: For input string: (\".*\")");

    static String of(String stack) {
      String bottom = stack.substring(Math.max(0, stack.lastIndexOf(CAUSE)));
      String line = bottom.lines().findFirst().orElse("").replace(CAUSE, "");
      int message = line.indexOf(": ");
      String said = message < 0 ? line : line.substring(message + 2);
      return noNumber(stack).orElse(said);
    }

    /** Which setting has a text that could not even be read as a number. */
    private static Optional<String> noNumber(String stack) {
      Matcher asked = ASKED.matcher(stack);
      Matcher text = NO_NUMBER.matcher(stack);
      return asked.find() && text.find()
          ? Optional.of(asked.group(1).replace('_', '.') + " is no number: " + text.group(1))
          : Optional.empty();
    }
  }
}
