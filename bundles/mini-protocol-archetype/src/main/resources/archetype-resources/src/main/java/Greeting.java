package ${package};

import ${package}.GreetingMessage.Hello;
import ${package}.GreetingMessage.Welcome;
import io.tempera.kit.KitProtocol;
import io.tempera.kit.Session;
import io.tempera.mux.StartMode;
import io.tempera.protocol.HalfResult.Finished;
import io.tempera.protocol.MiniProtocol;
import io.tempera.protocol.MiniProtocolProperties;
import io.tempera.protocol.Temperature;
import io.tempera.runtime.TemperaRuntime;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Greeting: while a peer is hot, says hello to it every second, and is welcomed. */
@Component(service = MiniProtocol.class)
@MiniProtocolProperties(
    number = Greeting.NUMBER,
    temperature = Temperature.HOT,
    responderStart = StartMode.ON_DEMAND,
    ingressLimit = GreetingTable.SIZE_LIMIT + 1)
public final class Greeting extends KitProtocol<GreetingMessage> {
  /** Both sides of a connection name it in {@code own.protocols}. */
  public static final int NUMBER = ${protocolNumber};

  private static final Duration INTERVAL = Duration.ofSeconds(1);

  @Activate
  public Greeting(@Reference TemperaRuntime runtime) {
    super(GreetingTable.SPEC, GreetingTable.CODEC, runtime.chance());
  }

  /** The half that asks: straight-line code, on a virtual thread for each connection. */
  @Override
  protected Finished initiate(Session<GreetingMessage> session) throws InterruptedException {
    for (long count = 1 + counted(session); session.mayBegin(); count++) {
      session.send(new Hello("number " + count));
      session.context().note(session.receive(Welcome.class).words());
      session.memo(GreetingTable.COUNT_MEMO, ByteBuffer.allocate(Long.BYTES).putLong(count).array());
      session.next(INTERVAL);
    }
    return session.done("terminated");
  }

  /** The half that answers. */
  @Override
  protected Finished respond(Session<GreetingMessage> session) throws InterruptedException {
    while (session.receive() instanceof Hello hello) {
      session.send(new Welcome("Welcome, " + hello.name()));
    }
    return session.done("done");
  }

  /** How often the version before this one has said hello on this connection; mostly never. */
  private static long counted(Session<GreetingMessage> session) {
    return session
        .resumed()
        .filter(before -> before.memoVersion() == GreetingTable.COUNT_MEMO)
        .map(before -> before.memo().getLong())
        .orElse(0L);
  }
}
