package org.akabeko.agent

import android.content.ContentValues
import android.content.Context
import android.os.Build
import android.os.Environment
import android.provider.MediaStore
import androidx.annotation.RequiresApi
import java.io.File
import java.io.IOException
import java.text.SimpleDateFormat
import java.util.Date
import java.util.Locale

/** Everything that the server keeps about this device, as a file of the person's own among the downloads. */
internal object Export {
    /** Writes the document under a name of today that is not taken yet. Gives the place, as people find it. */
    fun write(context: Context, document: String): String {
        val name = "akabeko-${SimpleDateFormat("yyyy-MM-dd", Locale.ROOT).format(Date())}"
        return if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.Q) {
            writeAmongDownloads(context, "$name.json", document)
        } else {
            writeIntoTheAppsFolder(context, name, document)
        }
    }

    @RequiresApi(Build.VERSION_CODES.Q)
    private fun writeAmongDownloads(context: Context, name: String, document: String): String {
        val file = ContentValues()
        file.put(MediaStore.MediaColumns.DISPLAY_NAME, name)
        file.put(MediaStore.MediaColumns.MIME_TYPE, "application/json")
        file.put(MediaStore.MediaColumns.RELATIVE_PATH, Environment.DIRECTORY_DOWNLOADS)
        val resolver = context.contentResolver
        val address = resolver.insert(MediaStore.Downloads.EXTERNAL_CONTENT_URI, file)
            ?: throw IOException("failed to add a file to the downloads")
        val stream = resolver.openOutputStream(address) ?: throw IOException("failed to open $name")
        stream.use { it.write(document.toByteArray()) }
        // A name that was taken is counted on by the system.
        val columns = arrayOf(MediaStore.MediaColumns.DISPLAY_NAME)
        val given = resolver.query(address, columns, null, null, null)?.use { row ->
            if (row.moveToFirst()) row.getString(0) else null
        }
        return "${Environment.DIRECTORY_DOWNLOADS}/${given ?: name}"
    }

    /** Before Android 10, the folder of all downloads wants a permission, and this one wants none. */
    private fun writeIntoTheAppsFolder(context: Context, name: String, document: String): String {
        val folder = context.getExternalFilesDir(Environment.DIRECTORY_DOWNLOADS)
            ?: throw IOException("failed to find the folder of downloads")
        val names = generateSequence(1) { it + 1 }.map { if (it == 1) "$name.json" else "$name-$it.json" }
        val file = names.map { File(folder, it) }.first { it.createNewFile() }
        file.writeText(document)
        return file.path
    }
}
