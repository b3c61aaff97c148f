package io.tempera.fuzzing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every input that is kept, through its target; what once was a finding is among them. */
final class CorpusTest {
  @TestFactory
  Stream<DynamicNode> everyInput() throws IOException {
    List<DynamicNode> targets = new ArrayList<>();
    for (String name : Targets.ALL.keySet()) {
      List<DynamicNode> inputs = new ArrayList<>();
      for (Path file : Corpus.of(name)) {
        inputs.add(
            DynamicTest.dynamicTest(
                file.getFileName().toString(),
                file.toUri(),
                () -> Targets.named(name).use(Files.readAllBytes(file))));
      }
      assertThat(inputs).as("inputs for %s", name).isNotEmpty();
      targets.add(DynamicContainer.dynamicContainer(name, inputs));
    }
    return targets.stream();
  }

  @Test
  void everyInputBelongsToATarget() throws IOException {
    try (Stream<Path> directories = Files.list(Corpus.DIRECTORY)) {
      assertThat(directories.map(d -> d.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(Targets.ALL.keySet());
    }
  }
}
