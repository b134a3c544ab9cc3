package org.akabeko.agent

import android.view.View
import androidx.core.view.ViewCompat
import androidx.core.view.WindowInsetsCompat

/** Lays a view out between the system's bars, the camera's hole and the keyboard. */
internal fun View.keepClearOfTheSystem() {
    ViewCompat.setOnApplyWindowInsetsListener(this) { view, insets ->
        val taken = WindowInsetsCompat.Type.systemBars() or
            WindowInsetsCompat.Type.displayCutout() or
            WindowInsetsCompat.Type.ime()
        val edges = insets.getInsets(taken)
        view.setPadding(edges.left, edges.top, edges.right, edges.bottom)
        WindowInsetsCompat.CONSUMED
    }
}
