// Calls as the agent asks for them: to the server alone, without cookies, caches or detours, and bounded.

import type { Answered, Asked } from './turn.ts';

/** Makes a call. Whatever goes wrong is an answer, too. */
export async function make(asked: Asked): Promise<Answered> {
  try {
    const response = await fetch(asked.url, {
      method: asked.method,
      headers: headers(asked),
      body: asked.body,
      redirect: 'manual',
      credentials: 'omit',
      cache: 'no-store',
      referrerPolicy: 'no-referrer',
      signal: AbortSignal.timeout(asked.patience),
    });
    const kind = response.headers.get('Content-Type') ?? '';
    return { answer: { status: response.status, kind, body: await text(response, asked.most) } };
  } catch (error) {
    return { nothing: String(error) };
  }
}

function headers({ authorization, body }: Asked): Record<string, string> {
  return {
    Accept: 'application/json',
    ...(authorization ? { Authorization: authorization } : {}),
    ...(body === null ? {} : { 'Content-Type': 'application/json' }),
  };
}

async function text(response: Response, most: number): Promise<string> {
  const decoder = new TextDecoder();
  let [said, length] = ['', 0];
  const reader = response.body?.getReader();
  for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
    length += part.value.length;
    if (length > most) {
      await reader?.cancel();
      throw new Error('its answer does not end');
    }
    said += decoder.decode(part.value, { stream: true });
  }
  return said + decoder.decode();
}
