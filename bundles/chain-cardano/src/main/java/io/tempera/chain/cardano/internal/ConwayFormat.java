package io.tempera.chain.cardano.internal;

import io.tempera.chain.ChainFormat;
import io.tempera.tx.TxFormat;
import org.osgi.service.component.annotations.Component;

/** Conway: see {@link EraFormat}. */
@Component(
    service = {ChainFormat.class, TxFormat.class},
    property = "service.ranking:Integer=-1")
public final class ConwayFormat extends EraFormat {
  /** It keeps nothing. */
  public ConwayFormat() {
    super(Era.CONWAY);
  }
}
