package io.tempera.containers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.junit.PaxExam;

/** The same with halves that run on the event loops of their connections. */
@RunWith(PaxExam.class)
public class RestartOnLoopIT extends RestartIT {
  @Override
  Path base() throws IOException {
    Path base = Path.of("target/exam", "restart-on-loop");
    Path etc = Files.createDirectories(base.resolve("etc"));
    Files.writeString(etc.resolve("io.tempera.runtime.cfg"), "halves.on.event.loop = true\n");
    return base;
  }
}
