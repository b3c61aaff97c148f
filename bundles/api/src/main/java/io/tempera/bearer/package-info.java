/** Bytes to and from the network: dial, listen, and the bearer under one connection. */
@Export
@Version("0.1.0")
package io.tempera.bearer;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
