package io.tempera.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.simulation.script.ScriptMaker;
import io.tempera.simulation.script.VirtualRun;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The whole point of a seed. */
@Timeout(120)
final class SameSeedTest {
  /** What happens has to be worth the comparison. */
  private static final int ENOUGH_LINES = 500;

  private static final int MOST_SEEDS = 50;

  @Test
  void theSameSeedGivesTheSameCourseToTheByteInTwoJvms() throws Exception {
    long seed = eventful(1);
    String here = courseHere(seed);
    assertThat(courseInAnotherJvm(seed)).as("seed %s", seed).isEqualTo(here);
    assertThat(courseHere(seed)).as("seed %s, after others", seed).isEqualTo(here);
  }

  @Test
  void anotherSeedGivesAnotherCourse() {
    long seed = eventful(1);
    assertThat(courseHere(eventful(seed + 1))).isNotEqualTo(courseHere(seed));
  }

  private static long eventful(long first) {
    return LongStream.range(first, first + MOST_SEEDS)
        .filter(seed -> courseHere(seed).lines().count() >= ENOUGH_LINES)
        .findFirst()
        .orElseThrow(() -> new AssertionError("Nothing much happens in any script"));
  }

  private static String courseHere(long seed) {
    return VirtualRun.of(ScriptMaker.script(seed)).course();
  }

  private static String courseInAnotherJvm(long seed) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(System.getProperty("java.home") + "/bin/java");
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(option -> option.startsWith("--"))
        .forEach(command::add);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(Simulation.class.getName(), "seed=" + seed, "course"));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String course = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(course).isZero();
    return course;
  }
}
