package io.tempera.simulation.matrix;

import io.tempera.protocol.Temperature;
import io.tempera.protocol.host.internal.StandaloneHost.Deployment;
import io.tempera.simulation.Edition;
import java.time.Duration;

/** What is done to the mini-protocols of a node. */
enum Swap {
  /** Version 2 is deployed beside version 1. */
  BESIDE {
    @Override
    void perform(Stage stage, Kind kind) {
      stage.publish(kind.edition(2));
    }
  },
  /** Version 1 is overwritten: it is gone before version 2 comes. */
  IN_PLACE {
    @Override
    void perform(Stage stage, Kind kind) throws Exception {
      stage.withdraw(first(stage));
      stage.pass(MOMENT);
      stage.publish(kind.edition(2));
    }
  },
  /** Version 2, which runs, is withdrawn, and version 1 is still there. */
  ROLL_BACK {
    @Override
    void deploy(Stage stage, Kind kind) {
      super.deploy(stage, kind);
      stage.publish(kind.edition(2));
    }

    @Override
    void perform(Stage stage, Kind kind) throws Exception {
      stage.withdraw(second(stage));
    }
  },
  /** Version 1 is withdrawn, and nothing comes. */
  REMOVE {
    @Override
    void perform(Stage stage, Kind kind) throws Exception {
      stage.withdraw(first(stage));
    }
  },
  /** Version 1 is withdrawn, and comes back within the grace. */
  REDEPLOY_WITHIN {
    @Override
    void perform(Stage stage, Kind kind) throws Exception {
      stage.withdraw(first(stage));
      stage.pass(Duration.ofSeconds(5));
      stage.publish(kind.edition(1));
    }
  },
  /** Version 1 is withdrawn, and comes back after the grace. */
  REDEPLOY_PAST {
    @Override
    void perform(Stage stage, Kind kind) throws Exception {
      stage.withdraw(first(stage));
      stage.pass(Duration.ofSeconds(20));
      stage.publish(kind.edition(1));
    }
  },
  /** Version 2 runs, and version 1 comes to rank higher. */
  CHANGE_RANKING {
    @Override
    void deploy(Stage stage, Kind kind) {
      super.deploy(stage, kind);
      stage.publish(kind.edition(2));
    }

    @Override
    void perform(Stage stage, Kind kind) {
      Edition edition = kind.edition(1);
      stage.change(first(stage), edition.deployment(kind.temperature(), 1), edition);
    }
  },
  /** Version 1 says that it is of another temperature. */
  CHANGE_TEMPERATURE {
    @Override
    void perform(Stage stage, Kind kind) {
      Deployment old = kind.edition(1).deployment(kind.temperature());
      stage.change(
          first(stage),
          new Deployment(
              old.bundle(),
              old.version(),
              old.ranking(),
              old.number(),
              other(kind.temperature()),
              old.responderStart(),
              old.ingressLimit()),
          kind.edition(1));
    }
  },
  /** More bytes may wait for version 1 from now on, and do, while it is gone for a moment. */
  CHANGE_INGRESS_LIMIT {
    @Override
    void perform(Stage stage, Kind kind) throws Exception {
      stage.change(first(stage), roomy(kind), kind.edition(1));
      if (!kind.is(Kind.Points.NONE)) {
        stage.pad(LONG);
        stage.withdraw(first(stage));
        stage.pass(Duration.ofSeconds(5));
        stage.publish(roomy(kind), kind.edition(1));
      }
    }
  },
  /** The node stops while version 1 is being overwritten and comes to no hand-over point. */
  SHUT_DOWN {
    @Override
    void perform(Stage stage, Kind kind) throws Exception {
      stage.holdBack(false);
      stage.pass(MOMENT);
      long version1 = first(stage);
      stage
          .runtime()
          .start(
              "overwrite",
              () -> {
                stage.centre().host().withdraw(version1);
                stage.publish(kind.edition(2));
              });
      stage.pass(MOMENT);
      stage.runtime().run(stage.centre()::close);
    }
  },
  /** Version 2 is installed and does not start, or is refused: it is never there. */
  FAILED_START {
    @Override
    void perform(Stage stage, Kind kind) {
      Deployment right = kind.edition(2).deployment(kind.temperature());
      stage.publish(
          new Deployment(
              right.bundle(),
              right.version(),
              right.ranking(),
              right.number(),
              right.temperature(),
              right.responderStart(),
              0),
          kind.edition(2));
    }
  },
  /** Version 2 is deployed beside version 1, and throws at the first message. */
  FAILS_AT_ONCE {
    @Override
    void perform(Stage stage, Kind kind) {
      stage.publish(kind.edition(2).failing());
    }
  },
  /** Version 2 is deployed beside version 1, which comes to no hand-over point for long. */
  STUCK_BESIDE {
    @Override
    void beforehand(Stage stage) {
      stage.holdBack(false);
      stage.pass(MOMENT);
    }

    @Override
    void perform(Stage stage, Kind kind) {
      stage.publish(kind.edition(2));
      stage.pass(Duration.ofSeconds(20));
      stage.release();
    }
  },
  /** Version 1 is withdrawn, and comes to no hand-over point. */
  STUCK_REMOVED {
    @Override
    void beforehand(Stage stage) {
      stage.holdBack(false);
      stage.pass(MOMENT);
    }

    @Override
    void perform(Stage stage, Kind kind) throws Exception {
      stage.withdraw(first(stage));
      stage.pass(Duration.ofSeconds(20));
      stage.release();
    }
  };

  static final int LONG = 3_000;

  private static final Duration MOMENT = Duration.ofMillis(200);

  private static long first(Stage stage) {
    return stage.published().getFirst();
  }

  private static long second(Stage stage) {
    return stage.published().get(1);
  }

  private static Temperature other(Temperature than) {
    return than == Temperature.HOT ? Temperature.ESTABLISHED : Temperature.HOT;
  }

  private static Deployment roomy(Kind kind) {
    Deployment old = kind.edition(1).deployment(kind.temperature());
    return new Deployment(
        old.bundle(),
        old.version(),
        old.ranking(),
        old.number(),
        old.temperature(),
        old.responderStart(),
        10 * LONG);
  }

  /** What is there at first. */
  void deploy(Stage stage, Kind kind) {
    stage.publish(kind.edition(1));
  }

  /** What is so a moment before. */
  void beforehand(Stage stage) {
    // As always.
  }

  /** It happens. Time passes, until it is done. */
  abstract void perform(Stage stage, Kind kind) throws Exception;
}
