/** Which version two nodes speak, and in which directions data may flow. */
@Export
@Version("0.1.0")
package io.tempera.handshake;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
