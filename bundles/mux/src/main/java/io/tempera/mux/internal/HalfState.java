package io.tempera.mux.internal;

import io.tempera.mux.JobStatus;
import io.tempera.mux.StartMode;

/**
 * What one registered half is doing.
 *
 * <pre>
 *            Ask                  bytes, or the mux runs         returned             egress drained
 *   Idle ─────────► Waiting(mode) ───────────────────────► Running ────────► Draining ─────────────► Idle
 *     ▲                │                                      │ failed           │
 *     └────────────────┴──────────── the mux ends ◄───────────┴──────────────────┘
 * </pre>
 */
sealed interface HalfState {
  /** Nobody runs it. */
  record Idle() implements HalfState {}

  /** A job was asked for. An eager one waits only until the multiplexer runs. */
  record Waiting(MuxJob job, StartMode mode) implements HalfState {}

  /** A job runs. */
  record Running(MuxJob job) implements HalfState {}

  /** The job has returned, its last bytes have not left yet. */
  record Draining(MuxJob job) implements HalfState {}

  /** The one idle state. */
  Idle IDLE = new Idle();

  /** What people see of a waiting job (network-mux Network.Mux, runMiniProtocol). */
  static JobStatus shown(StartMode mode) {
    return switch (mode) {
      case EAGERLY -> JobStatus.RUNNING;
      case ON_DEMAND -> JobStatus.START_ON_DEMAND;
      case ON_DEMAND_ANY -> JobStatus.START_ON_DEMAND_ANY;
    };
  }
}
