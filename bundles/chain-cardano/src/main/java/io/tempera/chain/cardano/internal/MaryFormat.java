package io.tempera.chain.cardano.internal;

import io.tempera.chain.ChainFormat;
import io.tempera.tx.TxFormat;
import org.osgi.service.component.annotations.Component;

/** Mary: see {@link EraFormat}. */
@Component(
    service = {ChainFormat.class, TxFormat.class},
    property = "service.ranking:Integer=-4")
public final class MaryFormat extends EraFormat {
  /** It keeps nothing. */
  public MaryFormat() {
    super(Era.MARY);
  }
}
