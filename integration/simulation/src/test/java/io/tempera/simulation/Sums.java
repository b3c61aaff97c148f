package io.tempera.simulation;

import io.tempera.bearer.ConnectionId;
import io.tempera.mux.Channel;
import io.tempera.mux.StartMode;
import io.tempera.protocol.Half;
import io.tempera.protocol.HalfContext;
import io.tempera.protocol.HalfResult;
import io.tempera.protocol.MiniProtocol;
import io.tempera.protocol.Temperature;
import io.tempera.protocol.WaitFor;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A mini-protocol of requests and responses: a request is a number, and the response the sum of a
 * start, which is the responding node's own, and of all requests of that conversation. What a
 * remote side is asked at a time is set before.
 */
final class Sums implements MiniProtocol {
  private static final int INGRESS_LIMIT = 1_024;

  /** The byte before a request, and the one instead of a request. */
  private static final byte REQUEST = 1;

  private static final byte DONE = 0;

  private final int start;
  private final Map<SocketAddress, List<Integer>> questions = new ConcurrentHashMap<>();
  private final Map<SocketAddress, List<Integer>> answers = new ConcurrentHashMap<>();

  /**
   * For one node and one temperature.
   *
   * @param start what its sums begin with
   */
  Sums(int start) {
    this.start = start;
  }

  Deployed deployed(Temperature temperature) {
    return new Deployed(
        Talk.number(temperature), temperature, StartMode.ON_DEMAND, INGRESS_LIMIT, this);
  }

  /** What it asks a remote side the next time. */
  void asks(SocketAddress remote, List<Integer> numbers) {
    questions.put(remote, List.copyOf(numbers));
    answers.remove(remote);
  }

  /** What it was answered, once it was answered everything. */
  Optional<List<Integer>> answersOf(SocketAddress remote) {
    return Optional.ofNullable(answers.get(remote));
  }

  /** What another one answers. */
  List<Integer> expected(List<Integer> numbers) {
    List<Integer> sums = new ArrayList<>();
    int sum = start;
    for (int number : numbers) {
      sum += number;
      sums.add(sum);
    }
    return sums;
  }

  @Override
  public Half initiator() {
    return (context, channel) -> {
      ConnectionId id = context.connectionId();
      List<Integer> sums = new ArrayList<>();
      for (int number : questions.get(id.remote())) {
        request(channel, number);
        sums.add(next(context, channel, Integer.BYTES).getInt());
      }
      channel.send(new byte[] {DONE});
      answers.put(id.remote(), sums);
      return new HalfResult.Finished("answered", Optional.empty());
    };
  }

  @Override
  public Half responder() {
    return (context, channel) -> {
      int sum = start;
      while (next(context, channel, 1).get() == REQUEST) {
        sum += next(context, channel, Integer.BYTES).getInt();
        channel.send(ByteBuffer.allocate(Integer.BYTES).putInt(sum).array());
      }
      return new HalfResult.Finished("asked", Optional.empty());
    };
  }

  private static void request(Channel channel, int number) throws InterruptedException {
    channel.send(ByteBuffer.allocate(1 + Integer.BYTES).put(REQUEST).putInt(number).array());
  }

  private static ByteBuffer next(HalfContext context, Channel channel, int bytes)
      throws InterruptedException {
    context.await(WaitFor.NOTHING.orBytes(bytes));
    return ByteBuffer.wrap(channel.take(bytes));
  }
}
