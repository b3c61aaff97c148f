/** What the remote side makes of the connections that it may use. */
@Export
@Version("0.1.0")
package io.tempera.inbound;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
