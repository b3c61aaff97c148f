package io.tempera.containers;

import io.tempera.exam.TemperaNode;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.junit.PaxExam;

/** The same with halves that run on the event loops of their connections. */
@RunWith(PaxExam.class)
public class RestartOnLoopIT extends RestartIT {
  @Override
  TemperaNode described() {
    return NodeOptions.node("restart-on-loop")
        .set("io.tempera.runtime", "halves.on.event.loop", "true");
  }
}
