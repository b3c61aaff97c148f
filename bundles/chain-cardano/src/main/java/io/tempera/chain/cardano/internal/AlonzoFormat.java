package io.tempera.chain.cardano.internal;

import io.tempera.chain.ChainFormat;
import io.tempera.tx.TxFormat;
import org.osgi.service.component.annotations.Component;

/** Alonzo: see {@link EraFormat}. */
@Component(
    service = {ChainFormat.class, TxFormat.class},
    property = "service.ranking:Integer=-3")
public final class AlonzoFormat extends EraFormat {
  /** It keeps nothing. */
  public AlonzoFormat() {
    super(Era.ALONZO);
  }
}
