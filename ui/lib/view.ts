// What a window and the agent behind it say to each other, under short names.

import type { components } from './schema.ts';

type Schemas = components['schemas'];

export type About = Schemas['About'];
export type Ask = Schemas['Ask'];
export type Device = Schemas['Device'];
export type Language = Schemas['Language'];
export type LastLook = Schemas['LastLook'];
export type Mood = Schemas['Mood'];
export type NetworkKind = Schemas['NetworkKind'];
export type Port = Schemas['Port'];
export type PortState = Schemas['PortState'];
export type RescanState = Schemas['RescanState'];
export type Scene = Schemas['Scene'];
export type SeenPort = Schemas['SeenPort'];
export type Status = Schemas['Status'];
export type View = Schemas['View'];
export type ViewNotice = Schemas['ViewNotice'];
