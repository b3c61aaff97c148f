package io.tempera.mux.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.mux.Direction;
import io.tempera.mux.WireTrace;
import io.tempera.trace.Trace;
import io.tempera.trace.Tracer;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What it costs while nobody listens: one question for each event, and nothing is made. */
class WireWatchTest {
  private final List<Class<? extends Trace>> asked = new ArrayList<>();
  private final List<Trace> made = new ArrayList<>();
  private final Tracer nobody =
      new Tracer() {
        @Override
        public void trace(Trace trace) {
          made.add(trace);
        }

        @Override
        public boolean wanted(Class<? extends Trace> kind) {
          asked.add(kind);
          return false;
        }
      };
  private final WireWatch wire = new WireWatch(Exploration.ID, nobody);

  @Test
  void eachEventIsOneQuestionAndNothingIsMade() {
    wire.headerReceived(new SduHeader(1, 8, Direction.INITIATOR, 3));
    BatchBuilder batch = new BatchBuilder(100, 100);
    for (int i = 0; i < 3; i++) {
      batch.begin(new SduHeader(1, 8, Direction.RESPONDER, 1));
      batch.add(ByteBuffer.allocate(1), 0, 1);
    }
    wire.sending(batch.build());
    wire.batchWritten();
    wire.receiveStarted(MuxWorld.KEEP);
    wire.receiveEnded(MuxWorld.KEEP, 3);
    wire.sendStarted(MuxWorld.KEEP, 3);
    wire.sendEnded(MuxWorld.KEEP);
    assertThat(asked)
        .containsExactly(
            WireTrace.HeaderReceived.class,
            WireTrace.SduSent.class,
            WireTrace.BatchWritten.class,
            WireTrace.ReceiveStarted.class,
            WireTrace.ReceiveEnded.class,
            WireTrace.SendStarted.class,
            WireTrace.SendEnded.class);
    assertThat(made).isEmpty();
  }
}
