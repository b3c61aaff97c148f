package io.tempera.bearer.internal;

import com.google.inject.Guice;
import com.google.inject.Stage;
import io.tempera.bearer.Bearer;
import io.tempera.bearer.BearerFactory;
import io.tempera.bearer.BearerListener;
import io.tempera.bearer.DialRequest;
import io.tempera.runtime.TemperaRuntime;
import io.tempera.trace.Tracer;
import java.net.SocketAddress;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/**
 * The door of the bundle: the service, its settings and its life.
 *
 * <p>Public, and usable without OSGi, for tests and benchmarks: {@linkplain #withDefaults make
 * one}, and call {@link #close()} at the end.
 */
@Component(service = BearerFactory.class, configurationPid = "io.tempera.bearer", immediate = true)
@Designate(ocd = BearerComponent.Config.class)
public final class BearerComponent implements BearerFactory, AutoCloseable {
  /** The settings as the operator writes them. */
  @ObjectClassDefinition(
      name = "Tempera: bearer",
      description = "The sockets of the node and the threads that serve them.")
  public @interface Config {
    /** How many event loops. */
    @AttributeDefinition(
        name = "Event loop threads",
        description =
            "Threads that read and write sockets. 0 means half of the processors, at least one: the"
                + " mini-protocols need the other half. Takes effect when the bundle starts.",
        min = "0")
    int threads() default 0;

    /** What the sockets run on. */
    @AttributeDefinition(
        name = "Transport",
        description =
            "What the sockets run on. auto means epoll where its native library loads, and nio"
                + " elsewhere. Takes effect when the bundle starts.",
        options = {
          @Option(label = "auto", value = "auto"),
          @Option(label = "epoll (Linux)", value = "epoll"),
          @Option(label = "nio (everywhere)", value = "nio")
        })
    String transport() default "auto";

    /** The kernel's queue. */
    @AttributeDefinition(
        name = "Listen backlog",
        description =
            "Connections that the kernel holds while the node does not accept them. Bursts of many"
                + " connections at once need more: the kernel drops what does not fit, and the"
                + " dialler tries again after a second. The kernel may have a limit of its own"
                + " (net.core.somaxconn). Holds for listeners that are opened after a change.",
        min = "" + BearerSettings.MIN_BACKLOG,
        max = "" + BearerSettings.MAX_BACKLOG)
    int listen_backlog() default BearerSettings.BACKLOG;

    /** The largest read. */
    @AttributeDefinition(
        name = "Read buffer (bytes)",
        description =
            "The most that one connection reads before others have their turn. The buffer is held"
                + " during the read only. Holds for connections that are opened after a change.",
        min = "" + BearerSettings.MIN_READ_BUFFER,
        max = "" + BearerSettings.MAX_READ_BUFFER)
    int read_buffer() default BearerSettings.READ_BUFFER;
  }

  private volatile BearerSettings settings;
  private final NettyBearerFactory factory;

  /** Starts the event loops. */
  @Activate
  public BearerComponent(
      Config config, @Reference TemperaRuntime runtime, @Reference Tracer tracer) {
    this(settings(config), runtime, tracer);
  }

  private BearerComponent(BearerSettings settings, TemperaRuntime runtime, Tracer tracer) {
    this.settings = settings;
    this.factory =
        Guice.createInjector(
                Stage.PRODUCTION, new BearerModule(() -> this.settings, runtime, tracer))
            .getInstance(NettyBearerFactory.class);
  }

  /** Starts with the default settings. */
  public static BearerComponent withDefaults(TemperaRuntime runtime, Tracer tracer) {
    return new BearerComponent(BearerSettings.defaults(Transport.best()), runtime, tracer);
  }

  /** Starts with the default settings, but for the backlog of listeners. */
  public static BearerComponent withBacklog(int backlog, TemperaRuntime runtime, Tracer tracer) {
    BearerSettings defaults = BearerSettings.defaults(Transport.best());
    return new BearerComponent(defaults.withBacklog(backlog), runtime, tracer);
  }

  @Modified
  void modified(Config config) {
    settings = settings(config).inUseWith(settings);
  }

  /** Closes every listener and bearer and ends the threads; waits for that, bounded. Idempotent. */
  @Override
  @Deactivate
  public void close() {
    factory.close();
  }

  @Override
  public Bearer dial(DialRequest request) throws InterruptedException {
    return factory.dial(request);
  }

  @Override
  public BearerListener listen(SocketAddress local) {
    return factory.listen(local);
  }

  private static BearerSettings settings(Config config) {
    int threads = config.threads() == 0 ? BearerSettings.defaultThreads() : config.threads();
    return new BearerSettings(
        threads, transport(config.transport()), config.listen_backlog(), config.read_buffer());
  }

  private static Transport transport(String name) {
    return switch (name) {
      case "auto" -> Transport.best();
      case "epoll" -> Transport.EPOLL.orRefuse();
      case "nio" -> Transport.NIO;
      default ->
          throw new IllegalArgumentException(
              "transport is " + name + "; set it to auto, epoll or nio");
    };
  }
}
