package io.tempera.chain.cardano.internal;

import io.tempera.chain.ChainFormat;
import io.tempera.tx.TxFormat;
import org.osgi.service.component.annotations.Component;

/** Babbage: see {@link EraFormat}. */
@Component(
    service = {ChainFormat.class, TxFormat.class},
    property = "service.ranking:Integer=-2")
public final class BabbageFormat extends EraFormat {
  /** It keeps nothing. */
  public BabbageFormat() {
    super(Era.BABBAGE);
  }
}
