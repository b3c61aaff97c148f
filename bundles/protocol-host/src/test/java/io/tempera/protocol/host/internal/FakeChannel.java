package io.tempera.protocol.host.internal;

import io.tempera.mux.MuxChannel;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The bytes of one half, which the test puts in and takes out. */
final class FakeChannel implements MuxChannel {
  private byte[] in = {};
  private int wanted;
  private Optional<Runnable> arrived = Optional.empty();
  private final List<byte[]> sent = new ArrayList<>();

  /** Something arrives. */
  void arrive(int... bytes) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(in);
    Arrays.stream(bytes).forEach(all::write);
    in = all.toByteArray();
    call();
  }

  /** What was sent. */
  List<byte[]> sent() {
    return sent;
  }

  @Override
  public void whenArrived(int count, Runnable callback) {
    wanted = count;
    arrived = Optional.of(callback);
    call();
  }

  private void call() {
    if (in.length >= wanted) {
      Optional<Runnable> callback = arrived;
      arrived = Optional.empty();
      callback.ifPresent(Runnable::run);
    }
  }

  @Override
  public int arrived() {
    return in.length;
  }

  @Override
  public ByteBuffer look(int offset) {
    return ByteBuffer.wrap(in, offset, in.length - offset).asReadOnlyBuffer();
  }

  @Override
  public byte[] take(int count) {
    byte[] taken = Arrays.copyOf(in, count);
    in = Arrays.copyOfRange(in, count, in.length);
    return taken;
  }

  @Override
  public void send(List<ByteBuffer> pieces) {
    ByteArrayOutputStream message = new ByteArrayOutputStream();
    for (ByteBuffer piece : pieces) {
      byte[] bytes = new byte[piece.remaining()];
      piece.duplicate().get(bytes);
      message.writeBytes(bytes);
    }
    sent.add(message.toByteArray());
  }
}
