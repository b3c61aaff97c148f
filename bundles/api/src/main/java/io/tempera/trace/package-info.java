/** What happens in the node, as typed records that whoever wants to can listen to. */
@Export
@Version("0.1.0")
package io.tempera.trace;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
