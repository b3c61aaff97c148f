package io.tempera.block.fetch.internal;

import io.tempera.failure.FailureCategory;
import io.tempera.failure.TemperaException;

/**
 * What the operator decides.
 *
 * @param mostOutstanding how many ranges may be asked for before the first is answered, 1 to {@link
 *     BlockFetchTable#MOST_OUTSTANDING}
 */
record BlockFetchSettings(int mostOutstanding) {
  BlockFetchSettings {
    if (mostOutstanding < 1 || mostOutstanding > BlockFetchTable.MOST_OUTSTANDING) {
      throw new TemperaException(
          FailureCategory.CONFIGURATION,
          "io.tempera.block.fetch: most.outstanding is 1 to "
              + BlockFetchTable.MOST_OUTSTANDING
              + ", as many as the protocol allows; it says "
              + mostOutstanding);
    }
  }
}
