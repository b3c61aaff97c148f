/** What a mini-protocol bundle publishes, and the slots in which its halves run. */
@Export
@Version("0.1.0")
package io.tempera.protocol;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
