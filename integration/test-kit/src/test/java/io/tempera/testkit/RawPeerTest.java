package io.tempera.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tempera.bearer.Bearer;
import io.tempera.bearer.BearerListener;
import io.tempera.bearer.DialRequest;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class RawPeerTest {
  private static final SocketAddress ALICE = new InetSocketAddress("10.0.0.1", 3001);
  private static final SocketAddress BOB = new InetSocketAddress("10.0.0.2", 3001);

  private final VirtualRuntime runtime = new VirtualRuntime(1);
  private final MemoryNetwork network = new MemoryNetwork(runtime);

  @Test
  void aTestPlaysTheSideThatDials() throws Exception {
    BearerListener listener = network.listen(BOB);
    RawPeer peer = RawPeer.connect(runtime, network, ALICE, BOB);
    assertThat(peer.connectionId()).hasToString("10.0.0.1:3001<->10.0.0.2:3001");
    RecordingUser node = user(runtime.call(listener::accept));
    peer.write("0102ff");
    node.awaitReceived(3);
    assertThat(node.received()).containsExactly(1, 2, 0xFF);
    node.send(new byte[] {0x0a, 0x0b, 0x0c});
    assertThat(peer.take(2)).isEqualTo("0a0b");
    runtime.runUntilIdle();
    assertThat(peer.available()).isEqualTo(1);
    assertThat(peer.takeAll()).isEqualTo("0c");
    peer.shutdownOutput();
    node.await(RecordingUser.Call.INPUT_CLOSED);
    assertThatThrownBy(() -> peer.write("00")).isInstanceOf(IllegalStateException.class);
    node.bearer().close();
    peer.awaitReset();
    peer.reset();
    listener.close();
    runtime.runUntilIdle();
    network.assertNothingLeft();
  }

  /** The first two frames of n2n-v14-keepalive, recorded from ouroboros-network d80f488c. */
  @Test
  void aTestPlaysTheSideThatAcceptsFrameByFrame() throws Exception {
    RawListener listener = RawPeer.listen(runtime, network, BOB);
    assertThat(listener.localAddress()).isEqualTo(BOB);
    RecordingUser node = dialled();
    RawPeer peer = listener.accept();
    byte[] proposal = new RawSdu(0x9606ffacL, false, 0, "8200a10e84182af500f4").bytes();
    assertThat(proposal)
        .asHexString()
        .isEqualToIgnoringCase("9606ffac0000000a8200a10e84182af500f4");
    node.send(proposal);
    peer.expect(RawSdu.of(0, false, "8200a10e84182af500f4"));
    peer.send(RawSdu.of(0, true, "83010e84182af500f4"));
    node.awaitReceived(17);
    assertThat(node.received())
        .asHexString()
        .isEqualToIgnoringCase("000000008000000983010e84182af500f4");
    node.send(RawSdu.of(8, false, "820000").bytes());
    assertThatThrownBy(() -> peer.expect(RawSdu.of(8, true, "820000")))
        .isInstanceOf(AssertionError.class);
    listener.close();
  }

  @Test
  void aPeerThatDoesNotReadFillsTheTransport() throws Exception {
    RawListener listener = RawPeer.listen(runtime, network, BOB);
    RecordingUser node = dialled();
    RawPeer peer = listener.accept();
    peer.pauseReading();
    node.send(new byte[200_000]);
    runtime.runUntilIdle();
    assertThat(node.count(RecordingUser.Call.BATCH_WRITTEN)).isZero();
    peer.resumeReading();
    runtime.runUntilIdle();
    assertThat(node.count(RecordingUser.Call.BATCH_WRITTEN)).isEqualTo(1);
    assertThat(peer.available()).isEqualTo(200_000);
    listener.close();
  }

  @Test
  void anEndInTheMiddleOfWhatIsAwaitedSaysWhatCame() throws Exception {
    RawListener listener = RawPeer.listen(runtime, network, BOB);
    RecordingUser node = dialled();
    RawPeer peer = listener.accept();
    node.send(new byte[] {1, 2, 3});
    node.await(RecordingUser.Call.BATCH_WRITTEN);
    node.bearer().close();
    assertThatThrownBy(() -> peer.take(4))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("3 of 4 bytes: 010203");
    listener.close();
  }

  @Test
  void aLargeWriteGoesOutAsRoomComesAndTheFinBehindIt() throws Exception {
    BearerListener listener = network.listen(BOB);
    RawPeer peer = RawPeer.connect(runtime, network, BOB);
    peer.write(new byte[300_000]);
    peer.shutdownOutput();
    runtime.runUntilIdle();
    RecordingUser node = user(runtime.call(listener::accept));
    node.await(RecordingUser.Call.INPUT_CLOSED);
    assertThat(node.receivedCount()).isEqualTo(300_000);
    peer.reset();
    node.await(RecordingUser.Call.CLOSED);
    listener.close();
  }

  private RecordingUser dialled() throws Exception {
    DialRequest request = new DialRequest(BOB, Optional.empty(), Duration.ofSeconds(5));
    AtomicReference<Bearer> bearer = new AtomicReference<>();
    runtime.run(() -> bearer.set(network.dial(request)));
    return user(bearer.get());
  }

  private RecordingUser user(Bearer bearer) {
    return new RecordingUser(runtime, bearer).start();
  }
}
