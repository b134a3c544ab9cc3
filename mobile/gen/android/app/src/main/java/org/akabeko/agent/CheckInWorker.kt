package org.akabeko.agent

import android.content.Context
import android.os.Build
import androidx.work.Constraints
import androidx.work.ExistingPeriodicWorkPolicy
import androidx.work.ExistingWorkPolicy
import androidx.work.NetworkType
import androidx.work.OneTimeWorkRequest
import androidx.work.OutOfQuotaPolicy
import androidx.work.PeriodicWorkRequest
import androidx.work.WorkManager
import androidx.work.Worker
import androidx.work.WorkerParameters
import java.security.GeneralSecurityException
import java.util.concurrent.TimeUnit
import org.json.JSONObject

/** A pass in the background, when the system allows one: every quarter of an hour at best, or when the server asks. */
class CheckInWorker(context: Context, parameters: WorkerParameters) : Worker(context, parameters) {
    override fun doWork(): Result {
        val folder = Kept(applicationContext).folder ?: return Result.success()
        val proof = try {
            Vault(applicationContext).read("device")
        } catch (_: GeneralSecurityException) {
            // Without its proof the phone would be a stranger to the server.
            return Result.retry()
        }
        val isRunning = if (PUSHED in tags) Events.tell("pushed") else Events.tell("resumed")
        val passed = Core.pass(folder, proof, Networks(applicationContext).now())
        Messages(applicationContext).carryOut(JSONObject(passed ?: "{}"))
        if (isRunning) {
            letItRun()
        }
        return Result.success()
    }

    /** The system lets an app that is out of sight run for as long as this takes, and then makes it rest again. */
    private fun letItRun() = Thread.sleep(TimeUnit.SECONDS.toMillis(LOOKS_AROUND))

    companion object {
        private const val PUSHED = "pushed"
        private const val LOOKS_AROUND = 20L

        /** Asks the system for passes now and then, from now on. It allows none that are closer. */
        fun keepComing(context: Context) {
            val request = PeriodicWorkRequest.Builder(CheckInWorker::class.java, 15, TimeUnit.MINUTES)
                .setConstraints(online())
                .build()
            val manager = WorkManager.getInstance(context)
            manager.enqueueUniquePeriodicWork("check-in", ExistingPeriodicWorkPolicy.KEEP, request)
        }

        /** The server woke the phone. A pass that is being made may have missed what this is about, so this comes after it. */
        fun comeNow(context: Context) {
            val request = OneTimeWorkRequest.Builder(CheckInWorker::class.java)
                .addTag(PUSHED)
                .setConstraints(online())
            if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.S) {
                // Before, that would have been a service with a message of its own.
                request.setExpedited(OutOfQuotaPolicy.RUN_AS_NON_EXPEDITED_WORK_REQUEST)
            }
            val manager = WorkManager.getInstance(context)
            manager.enqueueUniqueWork("pushed", ExistingWorkPolicy.APPEND_OR_REPLACE, request.build())
        }

        private fun online() = Constraints.Builder().setRequiredNetworkType(NetworkType.CONNECTED).build()
    }
}
