package io.tempera.chain.memory.internal;

import io.tempera.chain.ChainFormat;
import java.util.List;

/**
 * The formats that there are at a moment.
 *
 * @param formats in the order in which they are asked
 * @param complete false while one that was there has gone a moment ago, as it does when its bundle
 *     is updated: what nobody can read now is not judged yet
 */
record KnownFormats(List<ChainFormat> formats, boolean complete) {
  KnownFormats {
    formats = List.copyOf(formats);
  }
}
