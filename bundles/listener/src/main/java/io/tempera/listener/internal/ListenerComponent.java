package io.tempera.listener.internal;

import com.google.inject.Guice;
import com.google.inject.Stage;
import io.tempera.bearer.BearerFactory;
import io.tempera.bearer.ConnectionId;
import io.tempera.connection.ConnectionManager;
import io.tempera.connection.ListeningAddress;
import io.tempera.connection.NodeDoor;
import io.tempera.failure.Failure;
import io.tempera.protocol.ProtocolHost;
import io.tempera.runtime.TemperaRuntime;
import io.tempera.trace.Tracer;
import java.util.Dictionary;
import java.util.Hashtable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;

/**
 * The door of the bundle, and of the node. While it is open there is a {@link ListeningAddress}
 * service, with the address as text in the property {@value #ADDRESS}; when it cannot be opened
 * there is a {@link Failure} service, with the sentence in {@value #FAILURE}, for whoever started
 * the node.
 *
 * <p>Public, and usable without OSGi, for tests and simulations: {@linkplain #of make one}, and
 * call {@link #close()} at the end.
 */
@Component(
    service = NodeDoor.class,
    configurationPid = {NodeConfig.PID, LimitConfig.PID, AcceptConfig.PID},
    immediate = true)
public final class ListenerComponent implements NodeDoor, AutoCloseable {
  /** The address as people write it. */
  static final String ADDRESS = "tempera.address";

  /** Why there is none. */
  static final String FAILURE = "tempera.failure";

  private final Door door;

  /** What holds. */
  private volatile Settings settings;

  /** Opens as soon as the node is ready. */
  @Activate
  public ListenerComponent(
      BundleContext context,
      @Reference TemperaRuntime runtime,
      @Reference Tracer tracer,
      @Reference BearerFactory bearers,
      @Reference ConnectionManager connections,
      @Reference ProtocolHost host,
      NodeConfig node,
      LimitConfig limit,
      AcceptConfig accept) {
    this(
        new Services(runtime, tracer, bearers, connections, host),
        new ServicePublisher(context),
        SettingsReader.read(node, limit, accept));
  }

  private ListenerComponent(Services services, Publisher publisher, Settings settings) {
    this.settings = settings;
    door =
        Guice.createInjector(
                Stage.PRODUCTION, new ListenerModule(services, publisher, () -> this.settings))
            .getInstance(Door.class);
    door.openWhenReady();
  }

  /** One without OSGi. */
  public static ListenerComponent of(Services services, Publisher publisher, Settings settings) {
    return new ListenerComponent(services, publisher, settings);
  }

  /** Another address closes the door and opens another; connections stay, and so do counts. */
  @Modified
  void modified(NodeConfig node, LimitConfig limit, AcceptConfig accept) {
    change(SettingsReader.read(node, limit, accept));
  }

  void change(Settings changed) {
    boolean elsewhere = !changed.listen().equals(settings.listen());
    settings = changed;
    if (elsewhere) {
      door.move();
    }
  }

  @Override
  public void shut() {
    door.close();
  }

  /** Stops listening. Idempotent. */
  @Override
  @Deactivate
  public void close() {
    door.close();
  }

  /** Publishes services. */
  private record ServicePublisher(BundleContext context) implements Publisher {
    @Override
    public Runnable listening(ListeningAddress address) {
      return published(
          ListeningAddress.class, address, ADDRESS, ConnectionId.text(address.address()));
    }

    @Override
    public Runnable failed(Failure failure) {
      return published(Failure.class, failure, FAILURE, failure.text());
    }

    private <S> Runnable published(Class<S> type, S service, String key, String text) {
      Dictionary<String, Object> properties = new Hashtable<>();
      properties.put(key, text);
      ServiceRegistration<S> registration = context.registerService(type, service, properties);
      return () -> {
        try {
          registration.unregister();
        } catch (IllegalStateException e) {
          // It went with the bundle.
        }
      };
    }
  }
}
