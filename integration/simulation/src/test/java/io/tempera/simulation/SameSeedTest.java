package io.tempera.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The whole point of a seed. */
@Timeout(120)
final class SameSeedTest {
  private static final List<Long> SEEDS = List.of(3L, 42L);

  @Test
  void theSameSeedGivesTheSameCourseToTheByteInTwoJvms() throws Exception {
    for (long seed : SEEDS) {
      String once = courseInAnotherJvm(seed);
      assertThat(once.lines().count())
          .as("not much happened with seed %s", seed)
          .isGreaterThan(100);
      assertThat(courseInAnotherJvm(seed)).as("seed %s", seed).isEqualTo(once);
    }
  }

  @Test
  void anotherSeedGivesAnotherCourse() throws Exception {
    assertThat(courseInAnotherJvm(SEEDS.get(0))).isNotEqualTo(courseInAnotherJvm(SEEDS.get(1)));
  }

  private static String courseInAnotherJvm(long seed) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                System.getProperty("java.home") + "/bin/java",
                "--add-opens",
                "java.base/java.lang=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Simulation.class.getName(),
                "seed=" + seed,
                "course")
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String course = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(course).isZero();
    return course;
  }
}
