/** Transactions that wait for a block: what is offered to peers, and what is taken from them. */
@Export
@Version("0.1.0")
package io.tempera.tx;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
