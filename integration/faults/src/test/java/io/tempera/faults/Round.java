package io.tempera.faults;

import io.tempera.nodekit.Sdu;
import io.tempera.nodekit.Wire;

/**
 * A question and its answer, after which a responder of the node runs. Its connection manager hears
 * of that a moment later: until then the remote side's going is the going of somebody who never
 * came.
 */
record Round(Sdu question, Sdu answer) implements Step {
  @Override
  public void play(Wire wire) throws Exception {
    wire.send(question);
    Step.expect(answer).play(wire);
  }
}
