/** CBOR (RFC 8949) as mini-protocols need it: forms stay visible, and no length is believed. */
@Export
@Version("0.1.0")
package io.tempera.kit.cbor;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
