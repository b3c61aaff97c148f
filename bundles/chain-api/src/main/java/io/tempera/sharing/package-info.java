/** Which peers may be told to others, and which were learned from them. */
@Export
@Version("0.1.0")
package io.tempera.sharing;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
