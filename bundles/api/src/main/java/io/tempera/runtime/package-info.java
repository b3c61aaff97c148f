/** Time, threads, chance and order: the only door through which the node gets them. */
@Export
@Version("0.1.0")
package io.tempera.runtime;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
