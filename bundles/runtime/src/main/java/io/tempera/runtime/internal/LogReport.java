package io.tempera.runtime.internal;

import io.tempera.failure.Failure;
import io.tempera.failure.FailureCategory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes what nobody caught to the log: as text, since a log back end may keep its events. */
final class LogReport implements UncaughtReport {
  private static final Logger LOG = LoggerFactory.getLogger(LogReport.class);

  @Override
  public void uncaught(String where, Throwable thrown) {
    Failure failure = Failure.of(FailureCategory.INTERNAL, thrown);
    LOG.error(
        "{} threw {} and was given up; the node goes on. Please report it.\n{}",
        where,
        failure,
        failure.stack());
  }
}
