package io.tempera.mux.internal;

import io.tempera.mux.MuxError;
import io.tempera.mux.ProtocolKey;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Passes each SDU on to the half that it is for, the opposite of the one that sent it, and tells at
 * the end of a burst. For the bearer's loop.
 */
final class Demultiplexer implements SduSink {
  private static final List<ProtocolKey> NONE = List.of();

  private final Supplier<HalfTable> halves;
  private final Consumer<MuxEvent> machine;
  private final IngressBudget.Account account;
  private final DelayWatch delays;
  private final Runnable checkBudget;
  private final List<Half> touched = new ArrayList<>(2);

  /**
   * A demultiplexer.
   *
   * @param account is told what arrives
   * @param delays is told which SDU came
   * @param checkBudget called at the end of a burst
   * @param machine told at the end of a burst which halves have bytes that somebody watches for
   */
  Demultiplexer(
      Supplier<HalfTable> halves,
      IngressBudget.Account account,
      DelayWatch delays,
      Runnable checkBudget,
      Consumer<MuxEvent> machine) {
    this.halves = halves;
    this.account = account;
    this.delays = delays;
    this.checkBudget = checkBudget;
    this.machine = machine;
  }

  @Override
  public Optional<MuxError> sdu(SduHeader header, ByteBuffer payload, boolean owned) {
    delays.arrived(header);
    HalfTable table = halves.get();
    Optional<Half> receiver = table.find(header.number(), header.sender().opposite());
    if (receiver.isEmpty()) {
      return Optional.of(nobody(table, header));
    }
    Half half = receiver.get();
    if (half.touch()) {
      touched.add(half);
    }
    int length = header.length();
    Optional<MuxError> error = half.append(payload, owned);
    if (error.isEmpty()) {
      account.add(length);
    }
    return error;
  }

  private static MuxError nobody(HalfTable table, SduHeader header) {
    return table.find(header.number(), header.sender()).isPresent()
        ? new MuxError.MissingDirection(
            new ProtocolKey(header.number(), header.sender().opposite()))
        : new MuxError.UnknownMiniProtocol(header.number());
  }

  @Override
  public void burstEnded() {
    List<ProtocolKey> demanded = NONE;
    for (Half half : touched) {
      half.burstEnded();
      if (half.claimData()) {
        demanded = demanded.isEmpty() ? new ArrayList<>(touched.size()) : demanded;
        demanded.add(half.key());
      }
    }
    touched.clear();
    if (!demanded.isEmpty()) {
      machine.accept(new MuxEvent.DataArrived(List.copyOf(demanded)));
    }
    checkBudget.run();
  }
}
