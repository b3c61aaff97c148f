package io.tempera.shell.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Filter;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceReference;

final class OtherCommandTest {
  private static final String SCOPE = "osgi.command.scope";

  /** A framework with services that have such properties; they cannot be got. */
  private static List<OtherCommand> in(List<Map<String, Object>> services) {
    BundleContext context =
        stub(
            BundleContext.class,
            (name, arguments) -> {
              assertThat(name).isEqualTo("getAllServiceReferences");
              Filter filter = FrameworkUtil.createFilter((String) arguments[1]);
              ServiceReference<?>[] found =
                  services.stream()
                      .filter(service -> filter.match(new Hashtable<>(service)))
                      .map(OtherCommandTest::reference)
                      .toArray(ServiceReference<?>[]::new);
              // As a framework answers when there is none.
              return found.length == 0 ? null : found;
            });
    return OtherCommand.in(context);
  }

  private static ServiceReference<?> reference(Map<String, Object> service) {
    return stub(
        ServiceReference.class,
        (name, arguments) -> {
          assertThat(name).isEqualTo("getProperty");
          return service.get(arguments[0]);
        });
  }

  /** What a stub does. */
  private interface Does {
    Object call(String method, Object... arguments) throws Exception;
  }

  private static <T> T stub(Class<T> type, Does does) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> does.call(method.getName(), arguments)));
  }

  private static Map<String, Object> service(String scope, Object functions, Object help) {
    return Map.of(SCOPE, scope, OtherCommand.FUNCTION, functions, OtherCommand.HELP, help);
  }

  @Test
  void whatServicesSayOfTheirCommandsIsListedByName() {
    List<String> help =
        List.of(
            "txadd TRANSACTION: puts it in: at once. As 1.2. Write it so.",
            "txs [COUNT]: the pool");
    assertThat(
            in(
                List.of(
                    service("tempera", new String[] {"txs", "txadd"}, help),
                    service("tempera", "book", "book: the peers"))))
        .containsExactly(
            new OtherCommand("tempera:book", "the peers", ""),
            new OtherCommand(
                "tempera:txadd TRANSACTION", "puts it in: at once", "As 1.2. Write it so."),
            new OtherCommand("tempera:txs [COUNT]", "the pool", ""));
  }

  @Test
  void oneThatSaysNothingIsListedAllTheSame() {
    String[] help = {"chainsave FILE: of another one", "chain"};
    assertThat(
            in(
                List.of(
                    service("tempera", "chain", help),
                    Map.of(SCOPE, "tempera", OtherCommand.FUNCTION, "silent"))))
        .containsExactly(
            new OtherCommand("tempera:chain", "its bundle does not say", ""),
            new OtherCommand("tempera:silent", "its bundle does not say", ""));
  }

  @Test
  void ofAnotherScopeOrTheShellsOwnThereIsNone() {
    assertThat(in(List.of())).isEmpty();
    assertThat(
            in(
                List.of(
                    service("felix", "lb", "lb: lists bundles"),
                    service("tempera", List.of("status", "help"), "status: another"))))
        .isEmpty();
  }

  /** As at a swap, with the two versions beside each other. */
  @Test
  void whatTwoServicesSayAlikeIsListedOnce() {
    Map<String, Object> book = service("tempera", "book", "book: the peers");
    assertThat(in(List.of(book, book))).hasSize(1);
  }
}
