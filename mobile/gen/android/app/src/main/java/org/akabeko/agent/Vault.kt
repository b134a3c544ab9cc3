package org.akabeko.agent

import android.content.Context
import android.security.keystore.KeyGenParameterSpec
import android.security.keystore.KeyProperties
import android.util.Base64
import java.io.IOException
import java.security.KeyStore
import javax.crypto.Cipher
import javax.crypto.KeyGenerator
import javax.crypto.SecretKey
import javax.crypto.spec.GCMParameterSpec

/**
 * Secrets, each under the name of its account, encrypted by a key that never leaves the system's key store. The
 * background reads them too, so the key wants nobody at the phone.
 */
internal class Vault(context: Context) {
    private val written = context.getSharedPreferences("vault", Context.MODE_PRIVATE)

    /** The secret; null if there is none, or none that this phone can read any more. */
    fun read(account: String): String? {
        val sealed = written.getString(account, null) ?: return null
        val key = key() ?: return null
        val bytes = Base64.decode(sealed, Base64.NO_WRAP)
        val cipher = Cipher.getInstance(CIPHER)
        cipher.init(Cipher.DECRYPT_MODE, key, GCMParameterSpec(TAG_BITS, bytes, 0, NONCE))
        cipher.updateAAD(account.toByteArray())
        return String(cipher.doFinal(bytes, NONCE, bytes.size - NONCE))
    }

    /** Keeps a secret instead of any that was there. */
    fun write(account: String, secret: String) {
        val cipher = Cipher.getInstance(CIPHER)
        cipher.init(Cipher.ENCRYPT_MODE, keyOrNew())
        cipher.updateAAD(account.toByteArray())
        val bytes = cipher.iv + cipher.doFinal(secret.toByteArray())
        val sealed = Base64.encodeToString(bytes, Base64.NO_WRAP)
        written.edit().putString(account, sealed).commit() || throw IOException("failed to write a secret down")
    }

    /** Forgets the secret, if there is one. */
    fun remove(account: String) {
        written.edit().remove(account).commit() || throw IOException("failed to forget a secret")
    }

    private fun key(): SecretKey? {
        val store = KeyStore.getInstance(STORE)
        store.load(null)
        return store.getKey(KEY, null) as SecretKey?
    }

    private fun keyOrNew(): SecretKey = synchronized(Vault) { key() ?: newKey() }

    private fun newKey(): SecretKey {
        val uses = KeyProperties.PURPOSE_ENCRYPT or KeyProperties.PURPOSE_DECRYPT
        val key = KeyGenParameterSpec.Builder(KEY, uses)
            .setBlockModes(KeyProperties.BLOCK_MODE_GCM)
            .setEncryptionPaddings(KeyProperties.ENCRYPTION_PADDING_NONE)
            .setKeySize(256)
            .build()
        val maker = KeyGenerator.getInstance(KeyProperties.KEY_ALGORITHM_AES, STORE)
        maker.init(key)
        return maker.generateKey()
    }

    private companion object {
        const val STORE = "AndroidKeyStore"
        const val KEY = "vault"
        const val CIPHER = "AES/GCM/NoPadding"

        /** The length of what stands before each ciphertext: the key store draws it anew for each. */
        const val NONCE = 12
        const val TAG_BITS = 128
    }
}
