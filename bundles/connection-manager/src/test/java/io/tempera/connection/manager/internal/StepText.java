package io.tempera.connection.manager.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tempera.connection.AcquireResult;
import io.tempera.connection.ConnectionState;
import io.tempera.connection.ConnectionTrace;
import io.tempera.connection.OperationResult;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A step in words. */
final class StepText {
  private StepText() {}

  /** What somebody is answered. */
  static List<String> answers(Step step, Caller to) {
    List<String> answers = new ArrayList<>();
    for (Effect effect : step.effects()) {
      if (effect instanceof Effect.Answer(Caller caller, Reply reply) && caller == to) {
        answers.add(text(reply));
      }
    }
    return answers;
  }

  /** The transitions that it says. */
  static String transitions(Step step) {
    return step.effects().stream()
        .map(effect -> effect instanceof Effect.Say(ConnectionTrace.Transition t) ? t : null)
        .filter(t -> t != null)
        .map(t -> t.from() + " -> " + t.to())
        .collect(Collectors.joining(", "));
  }

  /** Who waits, what {@link Samples.Named#A} is answered, and what else is said. */
  static String result(Step step) {
    List<String> results =
        new ArrayList<>(
            step.entry().waiting().stream().map(waiting -> "waits " + waiting.kind()).toList());
    for (Effect effect : step.effects()) {
      if (effect instanceof Effect.Answer(Caller caller, Reply reply)) {
        assertThat(caller).isEqualTo(Samples.Named.A);
        results.add(text(reply));
      }
    }
    String said =
        step.effects().stream()
            .map(effect -> effect instanceof Effect.Say(ConnectionTrace t) ? t : null)
            .filter(trace -> trace != null && !(trace instanceof ConnectionTrace.Transition))
            .map(trace -> trace.getClass().getSimpleName())
            .collect(Collectors.joining(" "));
    return String.join(", ", results) + (said.isEmpty() ? "" : "; says " + said);
  }

  private static String text(Reply reply) {
    return switch (reply) {
      case Reply.Connection(AcquireResult result) -> result.getClass().getSimpleName();
      case Reply.Failed failed -> {
        assertThat(failed.message()).contains("127.0.0.2:3001");
        yield failed.reason().name();
      }
      case Reply.State(var result) -> text(result);
      case Reply.Verdict(var result) -> text(result);
      case Reply.Again a -> "Again";
      case Reply.Demoted d -> "Demoted";
      case Reply.GivenUp g -> "GivenUp";
    };
  }

  private static String text(OperationResult<?> result) {
    return switch (result) {
      case OperationResult.Success<?>(Object value) -> "Success " + value;
      case OperationResult.Unsupported<?>(ConnectionState state) -> "Unsupported " + state;
      case OperationResult.Terminated<?>(ConnectionState state) -> "Terminated " + state;
    };
  }
}
